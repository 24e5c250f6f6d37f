package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.TranscriptionState;

/** The parts that several messages share, as JSON, both ways. */
final class PartFormat {
  private static final int MAX_GENERATION = 0xffff;

  private PartFormat() {}

  static Role readRole(JsonObject in) throws ProtocolException {
    Role role = Role.fromWire(in.string(Field.USER_ROLE, Field.MAX_WORD));
    if (role == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.USER_ROLE, " must be coach, client or ai");
    }
    return role;
  }

  static ParticipantType readParticipantType(JsonObject in) throws ProtocolException {
    ParticipantType type =
        ParticipantType.fromWire(in.string(Field.PARTICIPANT_TYPE, Field.MAX_WORD));
    if (type == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.PARTICIPANT_TYPE, " must be human or ai");
    }
    return type;
  }

  static AiState readAiState(JsonObject in) throws ProtocolException {
    AiState state = AiState.fromWire(in.string(Field.STATUS, Field.MAX_WORD));
    if (state == null) {
      throw in.error(
          ErrorCode.BAD_VALUE,
          Field.STATUS,
          " must be ready, listening, thinking, processing, speaking or paused");
    }
    return state;
  }

  static MediaFlags readMedia(JsonObject in) throws ProtocolException {
    return new MediaFlags(in.bool(Field.AUDIO), in.bool(Field.VIDEO), in.bool(Field.SCREEN));
  }

  static JsonWriter writeMedia(JsonWriter out, MediaFlags media) {
    return out.field(Field.AUDIO, media.audio())
        .field(Field.VIDEO, media.video())
        .field(Field.SCREEN, media.screen());
  }

  static Consent readConsent(JsonObject in) throws ProtocolException {
    return new Consent(
        in.bool(Field.TRANSCRIPTION), in.bool(Field.RECORDING), in.bool(Field.ASSISTANT));
  }

  static JsonWriter writeConsent(JsonWriter out, Consent consent) {
    return out.field(Field.TRANSCRIPTION, consent.transcription())
        .field(Field.RECORDING, consent.recording())
        .field(Field.ASSISTANT, consent.assistant());
  }

  static OrbAction readOrbAction(JsonObject in) throws ProtocolException {
    OrbAction action = OrbAction.fromWire(in.string(Field.ACTION, Field.MAX_WORD));
    if (action == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.ACTION, " must be start, pause, resume or dismiss");
    }
    return action;
  }

  static TranscriptionState readTranscriptionState(JsonObject in) throws ProtocolException {
    TranscriptionState state = TranscriptionState.fromWire(in.string(Field.STATE, Field.MAX_WORD));
    if (state == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.STATE, " must be off, on, behind or unavailable");
    }
    return state;
  }

  static LinkPath readLinkPath(JsonObject in) throws ProtocolException {
    LinkPath path = LinkPath.fromWire(in.string(Field.PATH, Field.MAX_WORD));
    if (path == null) {
      throw in.error(
          ErrorCode.BAD_VALUE,
          Field.PATH,
          " must be none, direct, turn-udp, turn-tcp, turn-tls or relay");
    }
    return path;
  }

  static LinkQuality readLinkQuality(JsonObject in) throws ProtocolException {
    LinkQuality quality = LinkQuality.fromWire(in.string(Field.QUALITY, Field.MAX_WORD));
    if (quality == null) {
      throw in.error(ErrorCode.BAD_VALUE, Field.QUALITY, " must be good, poor or lost");
    }
    return quality;
  }

  static JsonWriter writeLink(JsonWriter out, LinkPath path, LinkQuality quality) {
    return out.field(Field.PATH, path.wireName()).field(Field.QUALITY, quality.wireName());
  }

  /** Sixteen bits, as in the header of a media message. */
  static int readGeneration(JsonObject in) throws ProtocolException {
    int generation = in.integer(Field.GENERATION);
    if (generation < 0 || generation > MAX_GENERATION) {
      throw in.error(ErrorCode.BAD_VALUE, Field.GENERATION, " must be 0 to " + MAX_GENERATION);
    }
    return generation;
  }

  static PeerInfo readPeer(JsonObject in) throws ProtocolException {
    return new PeerInfo(
        in.id(Field.USER_ID, Field.MAX_ID),
        in.string(Field.USER_NAME, Field.MAX_NAME),
        readRole(in),
        readParticipantType(in),
        in.bool(Field.SHOULD_CREATE_OFFER),
        Permissions.of(in.strings(Field.PERMISSIONS)),
        readMedia(in.object(Field.MEDIA)),
        readConsent(in.object(Field.CONSENT)),
        in.integer(Field.GENERATION),
        in.optionalInteger(Field.MEDIA_ID, 0));
  }

  static void writePeer(JsonWriter out, PeerInfo peer) {
    out.field(Field.USER_ID, peer.userId())
        .field(Field.USER_NAME, peer.userName())
        .field(Field.USER_ROLE, peer.userRole().wireName())
        .field(Field.PARTICIPANT_TYPE, peer.participantType().wireName())
        .field(Field.SHOULD_CREATE_OFFER, peer.shouldCreateOffer())
        .strings(Field.PERMISSIONS, peer.permissions().names());
    writeMedia(out.beginObject(Field.MEDIA), peer.media()).endObject();
    writeConsent(out.beginObject(Field.CONSENT), peer.consent()).endObject();
    out.field(Field.GENERATION, peer.generation()).field(Field.MEDIA_ID, peer.mediaId());
  }

  static IceServer readIceServer(JsonObject in) throws ProtocolException {
    return new IceServer(
        in.strings(Field.URLS),
        in.optionalString(Field.USERNAME, Field.MAX_TEXT),
        in.optionalString(Field.CREDENTIAL, Field.MAX_TEXT));
  }

  static void writeIceServer(JsonWriter out, IceServer server) {
    out.strings(Field.URLS, server.urls())
        .optional(Field.USERNAME, server.username())
        .optional(Field.CREDENTIAL, server.credential());
  }
}
