package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.ServerMessage.AiStatusChanged;
import coach.hybrid.rooms.protocol.ServerMessage.Answer;
import coach.hybrid.rooms.protocol.ServerMessage.Caption;
import coach.hybrid.rooms.protocol.ServerMessage.ConsentChanged;
import coach.hybrid.rooms.protocol.ServerMessage.IceCandidate;
import coach.hybrid.rooms.protocol.ServerMessage.IceServers;
import coach.hybrid.rooms.protocol.ServerMessage.LinkStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.MediaStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.Offer;
import coach.hybrid.rooms.protocol.ServerMessage.OrbShutdownAnnounced;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.PeerDiscovery;
import coach.hybrid.rooms.protocol.ServerMessage.Pong;
import coach.hybrid.rooms.protocol.ServerMessage.RelayKeyed;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.SpeakingChanged;
import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;
import coach.hybrid.rooms.protocol.ServerMessage.TranscriptionChanged;
import coach.hybrid.rooms.protocol.ServerMessage.UserJoined;
import coach.hybrid.rooms.protocol.ServerMessage.UserLeft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each {@link ServerMessage} as JSON, both ways. */
final class ServerMessageFormat {
  private static final String PEER_DISCOVERY = "peer-discovery";
  private static final String USER_JOINED = "user-joined";
  private static final String USER_LEFT = "user-left";
  private static final String TOKEN_REFRESHED = "token-refreshed";
  private static final String PONG = "pong";
  private static final String ICE_SERVERS = "ice-servers";
  private static final String ERROR = "error";
  private static final String ROOM_STATE = "room-state";
  private static final String CONSENT_CHANGED = "consent-changed";
  private static final String ORB_STATE = "orb-state";
  private static final String TRANSCRIPTION_STATE = "transcription-state";
  private static final String CAPTION = "caption";

  private ServerMessageFormat() {}

  static ServerMessage read(JsonObject in) throws ProtocolException {
    String type = in.type();
    return switch (type) {
      case PEER_DISCOVERY -> readPeerDiscovery(in);
      case USER_JOINED -> new UserJoined(PartFormat.readPeer(in));
      case USER_LEFT -> new UserLeft(in.id(Field.USER_ID, Field.MAX_ID), PartFormat.readRole(in));
      case MessageType.OFFER -> new Offer(from(in), in.rawObject(Field.OFFER));
      case MessageType.ANSWER -> new Answer(from(in), in.rawObject(Field.ANSWER));
      case MessageType.ICE_CANDIDATE ->
          new IceCandidate(from(in), in.rawObjectOrNull(Field.CANDIDATE));
      case MessageType.RELAY_KEY ->
          new RelayKeyed(
              from(in), in.id(Field.PUBLIC_KEY, Field.MAX_ID), PartFormat.readGeneration(in));
      case MessageType.LINK_STATE ->
          new LinkStateChanged(
              from(in), PartFormat.readLinkPath(in), PartFormat.readLinkQuality(in));
      case TOKEN_REFRESHED ->
          new TokenRefreshed(in.id(Field.TOKEN, Field.MAX_TOKEN), in.integer(Field.TTL_MILLIS));
      case PONG -> new Pong();
      case ICE_SERVERS -> readIceServers(in);
      case ROOM_STATE -> readRoomState(in);
      case MessageType.MEDIA_STATE -> new MediaStateChanged(from(in), PartFormat.readMedia(in));
      case MessageType.SPEAKING -> new SpeakingChanged(from(in), in.bool(Field.SPEAKING));
      case MessageType.AI_STATUS ->
          new AiStatusChanged(
              from(in), PartFormat.readAiState(in), in.optionalId(Field.SESSION_ID, Field.MAX_ID));
      case MessageType.AI_ORB_SHUTDOWN ->
          new OrbShutdownAnnounced(
              from(in),
              in.optionalId(Field.SESSION_ID, Field.MAX_ID),
              in.string(Field.REASON, Field.MAX_WORD));
      case CONSENT_CHANGED -> new ConsentChanged(from(in), PartFormat.readConsent(in));
      case ORB_STATE -> readOrbState(in);
      case TRANSCRIPTION_STATE ->
          new TranscriptionChanged(
              PartFormat.readTranscriptionState(in), in.string(Field.LANG, Field.MAX_WORD));
      case CAPTION -> readCaption(in);
      case ERROR -> readError(in);
      default ->
          throw new ProtocolException(
              ErrorCode.UNKNOWN_TYPE, "unknown message type: " + type, type, Field.TYPE);
    };
  }

  static String write(ServerMessage message) {
    return switch (message) {
      case PeerDiscovery discovery -> writePeerDiscovery(discovery);
      case UserJoined(var peer) -> {
        JsonWriter out = JsonWriter.message(USER_JOINED);
        PartFormat.writePeer(out, peer);
        yield out.end();
      }
      case UserLeft(var userId, var userRole) ->
          JsonWriter.message(USER_LEFT)
              .field(Field.USER_ID, userId)
              .field(Field.USER_ROLE, userRole.wireName())
              .end();
      case Offer(var fromId, var offer) ->
          JsonWriter.message(MessageType.OFFER)
              .field(Field.OFFER, offer)
              .field(Field.FROM_ID, fromId)
              .end();
      case Answer(var fromId, var answer) ->
          JsonWriter.message(MessageType.ANSWER)
              .field(Field.ANSWER, answer)
              .field(Field.FROM_ID, fromId)
              .end();
      case IceCandidate(var fromId, var candidate) ->
          JsonWriter.message(MessageType.ICE_CANDIDATE)
              .field(Field.CANDIDATE, candidate)
              .field(Field.FROM_ID, fromId)
              .end();
      case RelayKeyed(var fromId, var publicKey, var generation) ->
          JsonWriter.message(MessageType.RELAY_KEY)
              .field(Field.PUBLIC_KEY, publicKey)
              .field(Field.GENERATION, generation)
              .field(Field.FROM_ID, fromId)
              .end();
      case LinkStateChanged(var fromId, var path, var quality) ->
          PartFormat.writeLink(
                  JsonWriter.message(MessageType.LINK_STATE).field(Field.FROM_ID, fromId),
                  path,
                  quality)
              .end();
      case TokenRefreshed(var token, var ttlMillis) ->
          JsonWriter.message(TOKEN_REFRESHED)
              .field(Field.TOKEN, token)
              .field(Field.TTL_MILLIS, ttlMillis)
              .end();
      case Pong _ -> JsonWriter.message(PONG).end();
      case IceServers servers -> writeIceServers(servers);
      case RoomStateChanged state -> writeRoomState(state);
      case MediaStateChanged(var fromId, var media) ->
          PartFormat.writeMedia(
                  JsonWriter.message(MessageType.MEDIA_STATE).field(Field.FROM_ID, fromId), media)
              .end();
      case SpeakingChanged(var fromId, var speaking) ->
          JsonWriter.message(MessageType.SPEAKING)
              .field(Field.FROM_ID, fromId)
              .field(Field.SPEAKING, speaking)
              .end();
      case AiStatusChanged(var fromId, var status, var sessionId) ->
          JsonWriter.message(MessageType.AI_STATUS)
              .field(Field.FROM_ID, fromId)
              .field(Field.STATUS, status.wireName())
              .optional(Field.SESSION_ID, sessionId)
              .end();
      case OrbShutdownAnnounced(var fromId, var sessionId, var reason) ->
          JsonWriter.message(MessageType.AI_ORB_SHUTDOWN)
              .field(Field.FROM_ID, fromId)
              .optional(Field.SESSION_ID, sessionId)
              .field(Field.REASON, reason)
              .end();
      case ConsentChanged(var fromId, var consent) ->
          PartFormat.writeConsent(
                  JsonWriter.message(CONSENT_CHANGED).field(Field.FROM_ID, fromId), consent)
              .end();
      case OrbStateChanged(var state, var reason, var sharePercent) ->
          JsonWriter.message(ORB_STATE)
              .field(Field.STATE, state.wireName())
              .optional(Field.REASON, reason)
              .optional(Field.SHARE_PERCENT, sharePercent)
              .end();
      case TranscriptionChanged(var state, var lang) ->
          JsonWriter.message(TRANSCRIPTION_STATE)
              .field(Field.STATE, state.wireName())
              .field(Field.LANG, lang)
              .end();
      case Caption caption -> writeCaption(caption);
      case ServerMessage.Refused(var code, var text, var messageType, var field) ->
          JsonWriter.message(ERROR)
              .field(Field.CODE, code.wireName())
              .field(Field.MESSAGE, text)
              .optional(Field.MESSAGE_TYPE, messageType)
              .optional(Field.FIELD, field)
              .end();
    };
  }

  private static PeerDiscovery readPeerDiscovery(JsonObject in) throws ProtocolException {
    List<PeerInfo> peers = new ArrayList<>();
    for (JsonObject peer : in.objects(Field.PEERS)) {
      peers.add(PartFormat.readPeer(peer));
    }
    return new PeerDiscovery(
        peers, in.optionalBool(Field.RESUMED), in.optionalInteger(Field.MEDIA_ID, 0));
  }

  private static String writePeerDiscovery(PeerDiscovery discovery) {
    JsonWriter out = JsonWriter.message(PEER_DISCOVERY).beginArray(Field.PEERS);
    for (PeerInfo peer : discovery.peers()) {
      JsonWriter element = out.beginElement();
      PartFormat.writePeer(element, peer);
      element.endObject();
    }
    return out.endArray()
        .field(Field.RESUMED, discovery.resumed())
        .field(Field.MEDIA_ID, discovery.mediaId())
        .end();
  }

  private static RoomStateChanged readRoomState(JsonObject in) throws ProtocolException {
    RoomStatus status = RoomStatus.fromWire(in.string(Field.STATUS, Field.MAX_WORD));
    if (status == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.STATUS, " must be waiting, active or ended");
    }
    return new RoomStateChanged(
        status,
        natural(in, Field.ELAPSED_MILLIS),
        natural(in, Field.LEFT_MILLIS),
        in.bool(Field.TRANSCRIPTION),
        in.bool(Field.RECORDING),
        in.bool(Field.ASSISTANT));
  }

  private static OrbStateChanged readOrbState(JsonObject in) throws ProtocolException {
    OrbState state = OrbState.fromWire(in.string(Field.STATE, Field.MAX_WORD));
    if (state == null) {
      throw in.error(
          ErrorCode.BAD_VALUE, Field.STATE, " must be off, starting, ready, paused or unavailable");
    }
    return new OrbStateChanged(
        state, in.optionalString(Field.REASON, Field.MAX_WORD), natural(in, Field.SHARE_PERCENT));
  }

  private static Caption readCaption(JsonObject in) throws ProtocolException {
    return new Caption(
        in.integer(Field.UTTERANCE_ID),
        from(in),
        in.string(Field.TEXT, Field.MAX_TEXT),
        in.integer(Field.START_MILLIS),
        in.integer(Field.END_MILLIS),
        in.bool(Field.FINAL),
        in.string(Field.LANG, Field.MAX_WORD));
  }

  private static String writeCaption(Caption caption) {
    return JsonWriter.message(CAPTION)
        .field(Field.UTTERANCE_ID, caption.utteranceId())
        .field(Field.FROM_ID, caption.fromId())
        .field(Field.TEXT, caption.text())
        .field(Field.START_MILLIS, caption.startMillis())
        .field(Field.END_MILLIS, caption.endMillis())
        .field(Field.FINAL, caption.isFinal())
        .field(Field.LANG, caption.lang())
        .end();
  }

  private static @Nullable Integer natural(JsonObject in, String name) throws ProtocolException {
    int number = in.optionalInteger(name, -1);
    return number < 0 ? null : number;
  }

  private static String writeRoomState(RoomStateChanged state) {
    return JsonWriter.message(ROOM_STATE)
        .field(Field.STATUS, state.status().wireName())
        .optional(Field.ELAPSED_MILLIS, state.elapsedMillis())
        .optional(Field.LEFT_MILLIS, state.leftMillis())
        .field(Field.TRANSCRIPTION, state.transcription())
        .field(Field.RECORDING, state.recording())
        .field(Field.ASSISTANT, state.assistant())
        .end();
  }

  private static IceServers readIceServers(JsonObject in) throws ProtocolException {
    List<IceServer> servers = new ArrayList<>();
    for (JsonObject server : in.objects(Field.ICE_SERVERS)) {
      servers.add(PartFormat.readIceServer(server));
    }
    return new IceServers(servers, in.integer(Field.TTL_MILLIS));
  }

  private static String writeIceServers(IceServers message) {
    JsonWriter out = JsonWriter.message(ICE_SERVERS).beginArray(Field.ICE_SERVERS);
    for (IceServer server : message.iceServers()) {
      JsonWriter element = out.beginElement();
      PartFormat.writeIceServer(element, server);
      element.endObject();
    }
    return out.endArray().field(Field.TTL_MILLIS, message.ttlMillis()).end();
  }

  private static ServerMessage.Refused readError(JsonObject in) throws ProtocolException {
    ErrorCode code = ErrorCode.fromWire(in.string(Field.CODE, Field.MAX_WORD));
    return new ServerMessage.Refused(
        code == null ? ErrorCode.INTERNAL : code,
        in.string(Field.MESSAGE, Field.MAX_TEXT),
        in.optionalString(Field.MESSAGE_TYPE, Field.MAX_WORD),
        in.optionalString(Field.FIELD, Field.MAX_WORD));
  }

  private static String from(JsonObject in) throws ProtocolException {
    return in.id(Field.FROM_ID, Field.MAX_ID);
  }
}
