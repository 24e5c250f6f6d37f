package coach.hybrid.rooms.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant sends on {@code /ws-simple/{roomId}} (seeds 002 and 003, plus ours). Names are
 * imperatives; {@code docs/PROTOCOL.md} shows each one's JSON.
 */
public sealed interface ClientMessage {

  /** A message meant for one other participant, or for all of them if it names none (seed 003). */
  sealed interface Relayed extends ClientMessage permits Offer, Answer, IceCandidate, RelayKey {
    @Nullable String toId();
  }

  /**
   * The first message on a socket.
   *
   * @param userName the name a legacy peer gives itself; a token's name goes before it
   * @param protocol {@link Protocol#VERSION}, or {@link Protocol#LEGACY} if absent
   * @param instanceId random per page load: the same one resumes the seat, another one takes it
   *     anew; a peer without one has no grace when its socket drops
   */
  record Join(
      String roomId,
      String userId,
      @Nullable String userName,
      Role userRole,
      ParticipantType participantType,
      int protocol,
      @Nullable String instanceId)
      implements ClientMessage {}

  record Offer(@Nullable String toId, RawJson offer) implements Relayed {}

  record Answer(@Nullable String toId, RawJson answer) implements Relayed {}

  record IceCandidate(@Nullable String toId, RawJson candidate) implements Relayed {}

  /**
   * One end's part of the key for media over the room service, for one other participant.
   *
   * @param publicKey an uncompressed P-256 point, base64url; new for each page and link
   * @param generation of the sender's relayed stream: with the key it never repeats
   */
  record RelayKey(String toId, String publicKey, int generation) implements Relayed {}

  /**
   * By which path we hear that participant, and how well. Whoever is told {@link LinkPath#RELAY}
   * sends over the relay, and only then.
   */
  record SetLinkState(String toId, LinkPath path, LinkQuality quality) implements ClientMessage {}

  /** What was measured on our links, for the room's analytics. */
  record ReportStats(List<LinkReport> links) implements ClientMessage {
    public ReportStats {
      links = List.copyOf(links);
    }
  }

  /** Removes somebody; from the coach only. Tokens issued before open nothing any more. */
  record Kick(String userId) implements ClientMessage {}

  record Leave() implements ClientMessage {}

  record Ping() implements ClientMessage {}

  /** What this participant sends right now: drawn as "muted" or "camera off" on other screens. */
  record SetMediaState(MediaFlags media) implements ClientMessage {}

  /** Local voice activity began or ended. */
  record SetSpeaking(boolean speaking) implements ClientMessage {}

  /** Answers the lobby's question, or changes the answer; for oneself only. */
  record SetConsent(Consent consent) implements ClientMessage {}

  /** {@code orb-control}; from the coach only. */
  record ControlOrb(OrbAction action) implements ClientMessage {}

  /** {@code ai_status}; from an orb only. */
  record ReportAiStatus(AiState status, @Nullable String sessionId) implements ClientMessage {}

  /** {@code ai-orb-shutdown}; from an orb only. */
  record AnnounceOrbShutdown(@Nullable String sessionId, String reason) implements ClientMessage {}
}
