package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ClientMessage.AnnounceOrbShutdown;
import coach.hybrid.rooms.protocol.ClientMessage.Answer;
import coach.hybrid.rooms.protocol.ClientMessage.ControlOrb;
import coach.hybrid.rooms.protocol.ClientMessage.IceCandidate;
import coach.hybrid.rooms.protocol.ClientMessage.Join;
import coach.hybrid.rooms.protocol.ClientMessage.Kick;
import coach.hybrid.rooms.protocol.ClientMessage.Leave;
import coach.hybrid.rooms.protocol.ClientMessage.Offer;
import coach.hybrid.rooms.protocol.ClientMessage.Ping;
import coach.hybrid.rooms.protocol.ClientMessage.RelayKey;
import coach.hybrid.rooms.protocol.ClientMessage.ReportAiStatus;
import coach.hybrid.rooms.protocol.ClientMessage.ReportStats;
import coach.hybrid.rooms.protocol.ClientMessage.SetConsent;
import coach.hybrid.rooms.protocol.ClientMessage.SetLinkState;
import coach.hybrid.rooms.protocol.ClientMessage.SetMediaState;
import coach.hybrid.rooms.protocol.ClientMessage.SetSpeaking;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Each {@link ClientMessage} as JSON, both ways. */
final class ClientMessageFormat {
  private static final String JOIN = "join";
  private static final String LEAVE = "leave";
  private static final String PING = "ping";
  private static final String STATS_REPORT = "stats-report";
  private static final String KICK = "kick";
  private static final String CONSENT = "consent";

  private ClientMessageFormat() {}

  static ClientMessage read(JsonObject in) throws ProtocolException {
    String type = in.type();
    return switch (type) {
      case JOIN -> readJoin(in);
      case MessageType.OFFER -> new Offer(target(in), in.rawObject(Field.OFFER));
      case MessageType.ANSWER -> new Answer(target(in), in.rawObject(Field.ANSWER));
      case MessageType.ICE_CANDIDATE ->
          new IceCandidate(target(in), in.rawObjectOrNull(Field.CANDIDATE));
      case MessageType.RELAY_KEY ->
          new RelayKey(
              in.id(Field.TO_ID, Field.MAX_ID),
              in.id(Field.PUBLIC_KEY, Field.MAX_ID),
              PartFormat.readGeneration(in));
      case MessageType.LINK_STATE ->
          new SetLinkState(
              in.id(Field.TO_ID, Field.MAX_ID),
              PartFormat.readLinkPath(in),
              PartFormat.readLinkQuality(in));
      case STATS_REPORT -> new ReportStats(LinkReportFormat.readAll(in));
      case KICK -> new Kick(in.id(Field.USER_ID, Field.MAX_ID));
      case LEAVE -> new Leave();
      case PING -> new Ping();
      case MessageType.MEDIA_STATE -> new SetMediaState(PartFormat.readMedia(in));
      case MessageType.SPEAKING -> new SetSpeaking(in.bool(Field.SPEAKING));
      case CONSENT -> new SetConsent(PartFormat.readConsent(in));
      case MessageType.ORB_CONTROL -> new ControlOrb(PartFormat.readOrbAction(in));
      case MessageType.AI_STATUS ->
          new ReportAiStatus(
              PartFormat.readAiState(in), in.optionalId(Field.SESSION_ID, Field.MAX_ID));
      case MessageType.AI_ORB_SHUTDOWN ->
          new AnnounceOrbShutdown(
              in.optionalId(Field.SESSION_ID, Field.MAX_ID),
              in.string(Field.REASON, Field.MAX_WORD));
      default ->
          throw new ProtocolException(
              ErrorCode.UNKNOWN_TYPE, "unknown message type: " + type, type, Field.TYPE);
    };
  }

  static String write(ClientMessage message) {
    return switch (message) {
      case Join join -> writeJoin(join);
      case Offer(var toId, var offer) ->
          JsonWriter.message(MessageType.OFFER)
              .field(Field.OFFER, offer)
              .optional(Field.TO_ID, toId)
              .end();
      case Answer(var toId, var answer) ->
          JsonWriter.message(MessageType.ANSWER)
              .field(Field.ANSWER, answer)
              .optional(Field.TO_ID, toId)
              .end();
      case IceCandidate(var toId, var candidate) ->
          JsonWriter.message(MessageType.ICE_CANDIDATE)
              .field(Field.CANDIDATE, candidate)
              .optional(Field.TO_ID, toId)
              .end();
      case RelayKey(var toId, var publicKey, var generation) ->
          JsonWriter.message(MessageType.RELAY_KEY)
              .field(Field.PUBLIC_KEY, publicKey)
              .field(Field.GENERATION, generation)
              .field(Field.TO_ID, toId)
              .end();
      case SetLinkState(var toId, var path, var quality) ->
          PartFormat.writeLink(
                  JsonWriter.message(MessageType.LINK_STATE).field(Field.TO_ID, toId),
                  path,
                  quality)
              .end();
      case ReportStats(var links) ->
          LinkReportFormat.writeAll(JsonWriter.message(STATS_REPORT), links).end();
      case Kick(var userId) -> JsonWriter.message(KICK).field(Field.USER_ID, userId).end();
      case Leave _ -> JsonWriter.message(LEAVE).end();
      case Ping _ -> JsonWriter.message(PING).end();
      case SetMediaState(var media) ->
          PartFormat.writeMedia(JsonWriter.message(MessageType.MEDIA_STATE), media).end();
      case SetSpeaking(var speaking) ->
          JsonWriter.message(MessageType.SPEAKING).field(Field.SPEAKING, speaking).end();
      case SetConsent(var consent) ->
          PartFormat.writeConsent(JsonWriter.message(CONSENT), consent).end();
      case ControlOrb(var action) ->
          JsonWriter.message(MessageType.ORB_CONTROL).field(Field.ACTION, action.wireName()).end();
      case ReportAiStatus(AiState status, var sessionId) ->
          JsonWriter.message(MessageType.AI_STATUS)
              .field(Field.STATUS, status.wireName())
              .optional(Field.SESSION_ID, sessionId)
              .end();
      case AnnounceOrbShutdown(var sessionId, var reason) ->
          JsonWriter.message(MessageType.AI_ORB_SHUTDOWN)
              .optional(Field.SESSION_ID, sessionId)
              .field(Field.REASON, reason)
              .end();
    };
  }

  private static Join readJoin(JsonObject in) throws ProtocolException {
    String typeName = in.optionalString(Field.PARTICIPANT_TYPE, Field.MAX_WORD);
    return new Join(
        in.id(Field.ROOM_ID, Field.MAX_ROOM_ID),
        in.id(Field.USER_ID, Field.MAX_ID),
        in.optionalString(Field.USER_NAME, Field.MAX_NAME),
        PartFormat.readRole(in),
        typeName == null ? ParticipantType.HUMAN : PartFormat.readParticipantType(in),
        in.optionalInteger(Field.PROTOCOL, Protocol.LEGACY),
        in.optionalId(Field.INSTANCE_ID, Field.MAX_WORD));
  }

  private static String writeJoin(Join join) {
    JsonWriter out =
        JsonWriter.message(JOIN)
            .field(Field.ROOM_ID, join.roomId())
            .field(Field.USER_ID, join.userId())
            .optional(Field.USER_NAME, join.userName())
            .field(Field.USER_ROLE, join.userRole().wireName())
            .field(Field.PARTICIPANT_TYPE, join.participantType().wireName());
    if (join.protocol() != Protocol.LEGACY) {
      out.field(Field.PROTOCOL, join.protocol());
    }
    return out.optional(Field.INSTANCE_ID, join.instanceId()).end();
  }

  private static @Nullable String target(JsonObject in) throws ProtocolException {
    String toId = in.optionalId(Field.TO_ID, Field.MAX_ID);
    return toId != null ? toId : in.optionalId(Field.TARGET_ID, Field.MAX_ID);
  }
}
