package coach.hybrid.rooms.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service sends on {@code /ws-simple/{roomId}} (seeds 002 and 003, plus ours). Names are
 * facts; {@code docs/PROTOCOL.md} shows each one's JSON.
 */
public sealed interface ServerMessage {

  /**
   * The answer to {@code join}: everybody else in the room.
   *
   * @param resumed true if the same page came back into the seat it still held
   * @param mediaId the receiver's own short id on {@code /media}
   */
  record PeerDiscovery(List<PeerInfo> peers, boolean resumed, int mediaId)
      implements ServerMessage {
    public PeerDiscovery {
      peers = List.copyOf(peers);
    }
  }

  record UserJoined(PeerInfo peer) implements ServerMessage {}

  record UserLeft(String userId, Role userRole) implements ServerMessage {}

  record Offer(String fromId, RawJson offer) implements ServerMessage {}

  record Answer(String fromId, RawJson answer) implements ServerMessage {}

  record IceCandidate(String fromId, RawJson candidate) implements ServerMessage {}

  /** See {@link ClientMessage.RelayKey}. */
  record RelayKeyed(String fromId, String publicKey, int generation) implements ServerMessage {}

  /** By which path that participant hears us, and how well. */
  record LinkStateChanged(String fromId, LinkPath path, LinkQuality quality)
      implements ServerMessage {}

  /** Takes the place of the token this page came with, which is about to run out. */
  record TokenRefreshed(String token, int ttlMillis) implements ServerMessage {}

  record Pong() implements ServerMessage {}

  /**
   * What to build peer connections with. Comes before {@code peer-discovery} and again before the
   * credentials run out.
   */
  record IceServers(List<IceServer> iceServers, int ttlMillis) implements ServerMessage {
    public IceServers {
      iceServers = List.copyOf(iceServers);
    }
  }

  /**
   * How the room stands. After {@code peer-discovery}, at the start, when the main app changes
   * something, and shortly before the deadline.
   *
   * @param elapsedMillis since the actual start; null before it
   * @param leftMillis until the deadline; null while nobody knows it
   * @param transcription whether what is said is written down, by those who agreed
   * @param recording whether the session is recorded, by those who agreed
   * @param assistant whether the room is to have an assistant
   */
  record RoomStateChanged(
      RoomStatus status,
      @Nullable Integer elapsedMillis,
      @Nullable Integer leftMillis,
      boolean transcription,
      boolean recording,
      boolean assistant)
      implements ServerMessage {}

  record MediaStateChanged(String fromId, MediaFlags media) implements ServerMessage {}

  record SpeakingChanged(String fromId, boolean speaking) implements ServerMessage {}

  record AiStatusChanged(String fromId, AiState status, @Nullable String sessionId)
      implements ServerMessage {}

  record OrbShutdownAnnounced(String fromId, @Nullable String sessionId, String reason)
      implements ServerMessage {}

  record ConsentChanged(String fromId, Consent consent) implements ServerMessage {}

  /**
   * How it stands with the assistant. After {@code peer-discovery}, and at every change.
   *
   * @param reason a stable word that says why, if there is anything to say
   * @param sharePercent its share of all talk so far; null while there was none
   */
  record OrbStateChanged(OrbState state, @Nullable String reason, @Nullable Integer sharePercent)
      implements ServerMessage {}

  /**
   * How it stands with writing down what is said. After {@code peer-discovery}, and at every
   * change.
   *
   * @param lang the language that is expected of the room (BCP 47)
   */
  record TranscriptionChanged(TranscriptionState state, String lang) implements ServerMessage {}

  /**
   * What somebody said, as far as it is known: of equal {@code utteranceId}s the last counts, until
   * one is final. A final one without text takes back what was shown before.
   *
   * @param startMillis since the room's actual start, as {@code endMillis}
   * @param lang a language tag (BCP 47)
   */
  record Caption(
      int utteranceId,
      String fromId,
      String text,
      int startMillis,
      int endMillis,
      boolean isFinal,
      String lang)
      implements ServerMessage {}

  /**
   * Why a message had no effect.
   *
   * @param messageType the {@code type} of the offending message, if it could be read
   * @param field the field at fault, if one is
   */
  record Refused(
      ErrorCode code, String message, @Nullable String messageType, @Nullable String field)
      implements ServerMessage {}
}
