package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** {@link LinkReport}s as JSON, both ways. */
final class LinkReportFormat {
  private static final String PEER_ID = "peerId";
  private static final String PAIR = "pair";
  private static final String ROUND_TRIP_MILLIS = "roundTripMillis";
  private static final String JITTER_MILLIS = "jitterMillis";
  private static final String PERIOD_MILLIS = "periodMillis";
  private static final String PACKETS_RECEIVED = "packetsReceived";
  private static final String PACKETS_LOST = "packetsLost";
  private static final String BYTES_SENT = "bytesSent";
  private static final String BYTES_RECEIVED = "bytesReceived";
  private static final String CONCEALED_PERMILLE = "concealedPermille";
  private static final String FRAMES_DECODED = "framesDecoded";
  private static final String FREEZE_MILLIS = "freezeMillis";
  private static final String RESTARTS = "restarts";

  /** More others than this nobody has links to. */
  private static final int MAX_LINKS = 16;

  private static final int MAX_PAIR_CHARS = 200;

  private LinkReportFormat() {}

  static List<LinkReport> readAll(JsonObject in) throws ProtocolException {
    List<LinkReport> links = new ArrayList<>();
    for (JsonObject link : in.objects(Field.LINKS)) {
      links.add(read(link));
    }
    if (links.size() > MAX_LINKS) {
      throw in.error(ErrorCode.BAD_VALUE, Field.LINKS, " must be at most " + MAX_LINKS);
    }
    return links;
  }

  private static LinkReport read(JsonObject in) throws ProtocolException {
    return new LinkReport(
        in.id(PEER_ID, Field.MAX_ID),
        PartFormat.readLinkPath(in),
        PartFormat.readLinkQuality(in),
        in.string(PAIR, MAX_PAIR_CHARS),
        natural(in, ROUND_TRIP_MILLIS),
        natural(in, JITTER_MILLIS),
        natural(in, PERIOD_MILLIS),
        natural(in, PACKETS_RECEIVED),
        natural(in, PACKETS_LOST),
        natural(in, BYTES_SENT),
        natural(in, BYTES_RECEIVED),
        natural(in, CONCEALED_PERMILLE),
        natural(in, FRAMES_DECODED),
        natural(in, FREEZE_MILLIS),
        natural(in, RESTARTS));
  }

  private static int natural(JsonObject in, String name) throws ProtocolException {
    int value = in.integer(name);
    if (value < 0) {
      throw in.error(ErrorCode.BAD_VALUE, name, " must not be negative");
    }
    return value;
  }

  static JsonWriter writeAll(JsonWriter out, List<LinkReport> links) {
    out.beginArray(Field.LINKS);
    for (LinkReport link : links) {
      JsonWriter element = out.beginElement().field(PEER_ID, link.peerId());
      PartFormat.writeLink(element, link.path(), link.quality())
          .field(PAIR, link.pair())
          .field(ROUND_TRIP_MILLIS, link.roundTripMillis())
          .field(JITTER_MILLIS, link.jitterMillis())
          .field(PERIOD_MILLIS, link.periodMillis())
          .field(PACKETS_RECEIVED, link.packetsReceived())
          .field(PACKETS_LOST, link.packetsLost())
          .field(BYTES_SENT, link.bytesSent())
          .field(BYTES_RECEIVED, link.bytesReceived())
          .field(CONCEALED_PERMILLE, link.concealedPermille())
          .field(FRAMES_DECODED, link.framesDecoded())
          .field(FREEZE_MILLIS, link.freezeMillis())
          .field(RESTARTS, link.restarts())
          .endObject();
    }
    return out.endArray();
  }
}
