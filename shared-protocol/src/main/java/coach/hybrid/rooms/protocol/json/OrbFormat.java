package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.protocol.orb.OrbMetrics;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each {@link OrbReport} and {@link OrbCommand} as JSON, both ways, in seed 003's spelling. */
final class OrbFormat {
  private static final String ORB_READY = "orb_ready";
  private static final String ORB_HEARTBEAT = "orb_heartbeat";
  private static final String ORB_ERROR = "orb_error";
  private static final String SESSION_SUMMARY = "session_summary";
  private static final String UTTERANCE = "utterance";
  private static final String SHUTDOWN_GRACEFUL = "shutdown_graceful";
  private static final String UPDATE_PARTICIPANTS = "update_participants";

  private static final String WEBRTC_STATUS = "webrtcStatus";
  private static final String PARTICIPANTS = "participants";
  private static final String TIMESTAMP = "timestamp";
  private static final String METRICS = "metrics";
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final String LATENCY = "latency";
  private static final String ERROR = "error";
  private static final String CLIENT_ID = "clientId";
  private static final String SUMMARY = "summary";

  /** Above it a {@code double} no longer tells neighbouring whole numbers apart. */
  private static final double MAX_WHOLE = 9_007_199_254_740_992.0;

  private OrbFormat() {}

  static @Nullable OrbReport readReport(JsonObject in) throws ProtocolException {
    return switch (in.type()) {
      case ORB_READY ->
          new OrbReport.Ready(
              roomId(in),
              in.optionalString(WEBRTC_STATUS, Field.MAX_WORD),
              in.has(PARTICIPANTS) ? in.strings(PARTICIPANTS) : List.of());
      case ORB_HEARTBEAT -> new OrbReport.Heartbeat(roomId(in), timestamp(in), readMetrics(in));
      case ORB_ERROR -> new OrbReport.Failed(roomId(in), in.anyText(ERROR, Field.MAX_TEXT));
      case SESSION_SUMMARY ->
          new OrbReport.SessionSummarized(
              roomId(in),
              in.optionalId(Field.SESSION_ID, Field.MAX_ID),
              in.optionalId(CLIENT_ID, Field.MAX_ID),
              in.rawObject(SUMMARY));
      case UTTERANCE ->
          new OrbReport.Spoke(
              in.string(Field.TEXT, Field.MAX_TEXT),
              in.integer(Field.START_MILLIS),
              in.integer(Field.END_MILLIS));
      default -> null;
    };
  }

  static @Nullable OrbCommand readCommand(JsonObject in) throws ProtocolException {
    return switch (in.type()) {
      case SHUTDOWN_GRACEFUL -> new OrbCommand.ShutDown(in.string(Field.REASON, Field.MAX_WORD));
      case UPDATE_PARTICIPANTS -> new OrbCommand.UpdateParticipants(in.strings(PARTICIPANTS));
      case MessageType.ORB_CONTROL ->
          switch (PartFormat.readOrbAction(in)) {
            case PAUSE -> new OrbCommand.Pause();
            case RESUME -> new OrbCommand.Resume();
            case START, DISMISS ->
                throw in.error(ErrorCode.BAD_VALUE, Field.ACTION, " must be pause or resume");
          };
      default -> null;
    };
  }

  static String write(OrbReport report) {
    return switch (report) {
      case OrbReport.Ready(var roomId, var webrtcStatus, var participants) ->
          JsonWriter.message(ORB_READY)
              .optional(Field.ROOM_ID, roomId)
              .optional(WEBRTC_STATUS, webrtcStatus)
              .strings(PARTICIPANTS, participants)
              .end();
      case OrbReport.Heartbeat(var roomId, var timestampMillis, var metrics) -> {
        JsonWriter out = JsonWriter.message(ORB_HEARTBEAT).optional(Field.ROOM_ID, roomId);
        if (timestampMillis != null) {
          out.field(TIMESTAMP, new RawJson(Long.toString(timestampMillis)));
        }
        writeMetrics(out, metrics);
        yield out.end();
      }
      case OrbReport.Failed(var roomId, var error) ->
          JsonWriter.message(ORB_ERROR).optional(Field.ROOM_ID, roomId).field(ERROR, error).end();
      case OrbReport.SessionSummarized(var roomId, var sessionId, var clientId, var summary) ->
          JsonWriter.message(SESSION_SUMMARY)
              .optional(Field.ROOM_ID, roomId)
              .optional(Field.SESSION_ID, sessionId)
              .optional(CLIENT_ID, clientId)
              .field(SUMMARY, summary)
              .end();
      case OrbReport.Spoke(var text, var startMillis, var endMillis) ->
          JsonWriter.message(UTTERANCE)
              .field(Field.TEXT, text)
              .field(Field.START_MILLIS, startMillis)
              .field(Field.END_MILLIS, endMillis)
              .end();
    };
  }

  static String write(OrbCommand command) {
    return switch (command) {
      case OrbCommand.ShutDown(var reason) ->
          JsonWriter.message(SHUTDOWN_GRACEFUL).field(Field.REASON, reason).end();
      case OrbCommand.UpdateParticipants(var participants) ->
          JsonWriter.message(UPDATE_PARTICIPANTS).strings(PARTICIPANTS, participants).end();
      case OrbCommand.Pause _ -> control(OrbAction.PAUSE);
      case OrbCommand.Resume _ -> control(OrbAction.RESUME);
    };
  }

  private static String control(OrbAction action) {
    return JsonWriter.message(MessageType.ORB_CONTROL).field(Field.ACTION, action.wireName()).end();
  }

  private static @Nullable String roomId(JsonObject in) throws ProtocolException {
    return in.optionalId(Field.ROOM_ID, Field.MAX_ROOM_ID);
  }

  private static OrbMetrics readMetrics(JsonObject in) throws ProtocolException {
    if (!in.has(METRICS)) {
      return OrbMetrics.NONE;
    }
    JsonObject metrics = in.object(METRICS);
    return new OrbMetrics(number(metrics, CPU), number(metrics, MEMORY), number(metrics, LATENCY));
  }

  private static void writeMetrics(JsonWriter out, OrbMetrics metrics) {
    if (metrics.equals(OrbMetrics.NONE)) {
      return;
    }
    JsonWriter object = out.beginObject(METRICS);
    write(object, CPU, metrics.cpuPercent());
    write(object, MEMORY, metrics.memoryMegabytes());
    write(object, LATENCY, metrics.latencyMillis());
    object.endObject();
  }

  /**
   * {@code Date.now()} is whole, but some orbs' clocks are finer: what is behind the point goes.
   */
  private static @Nullable Long timestamp(JsonObject in) throws ProtocolException {
    Double millis = number(in, TIMESTAMP);
    return millis == null ? null : millis.longValue();
  }

  private static @Nullable Double number(JsonObject in, String name) throws ProtocolException {
    if (!in.has(name)) {
      return null;
    }
    try {
      double value = Double.parseDouble(in.numberText(name));
      if (Math.abs(value) <= MAX_WHOLE) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notANumber(in, name);
    }
    throw notANumber(in, name);
  }

  private static ProtocolException notANumber(JsonObject in, String name) {
    return in.error(ErrorCode.WRONG_TYPE, name, " must be a number of at most 53 bits");
  }

  private static void write(JsonWriter out, String name, @Nullable Double value) {
    if (value == null) {
      return;
    }
    boolean whole = value == Math.rint(value);
    out.field(name, new RawJson(whole ? Long.toString(value.longValue()) : Double.toString(value)));
  }
}
