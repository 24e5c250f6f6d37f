package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.StatsReporter;
import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import org.jspecify.annotations.Nullable;

/** Another participant as the page shows them. Written by {@link Call} only. */
public final class Participant {
  /** No picture for so long over a link that is well: somebody holds it back. */
  private static final int HELD_BACK_MILLIS = 3_000;

  PeerInfo info;
  MediaFlags media;
  boolean speaking;
  Consent consent;
  boolean orbPaused;
  @Nullable AiState aiState;
  @Nullable Link link;

  Participant(PeerInfo info) {
    this.info = info;
    this.media = info.media();
    this.consent = info.consent();
  }

  public PeerInfo info() {
    return info;
  }

  public boolean isOrb() {
    return info.participantType() == ParticipantType.AI;
  }

  public MediaFlags media() {
    return media;
  }

  boolean sendsAnything() {
    return media.audio() || media.video() || media.screen();
  }

  public boolean isSpeaking() {
    return isOrb() ? aiState() == AiState.SPEAKING : speaking;
  }

  /** Whether the assistant may hear them. */
  public boolean isHeardByAssistant() {
    return consent.assistant();
  }

  /** Whether what they say may be written down. */
  public boolean isTranscribed() {
    return consent.transcription();
  }

  /**
   * What an orb said last about itself; null before it said anything, and for people. While the
   * room has it paused it is that, whatever it says.
   */
  public @Nullable AiState aiState() {
    return orbPaused && isOrb() ? AiState.PAUSED : aiState;
  }

  /** A track we received and may show; that it is there does not mean that anything moves on it. */
  public @Nullable MediaTrack track(Line line) {
    return link != null && line.permittedBy(info.permissions()) ? link.track(line) : null;
  }

  /** Whether there is a picture to show. Orbs say nothing about theirs, so their frames tell. */
  public boolean showsCamera() {
    boolean on = isOrb() ? link != null && link.showsFrames() : media.video();
    return on && track(Line.CAMERA) != null && !isPictureHeldBack();
  }

  /** Their camera is on and the link is well, yet no picture comes: it gave way to the voice. */
  public boolean isPictureHeldBack() {
    return media.video()
        && !isOrb()
        && link != null
        && link.withoutPictureMillis() >= HELD_BACK_MILLIS;
  }

  /** Their sound comes, and cannot be played here. */
  public boolean isUnheard() {
    return link != null && link.isUnheard();
  }

  /** Whether they are heard without the room service's help. */
  public boolean isHeardWithoutRoom() {
    LinkState state = linkState();
    return !isOnRelay() && (state == LinkState.CONNECTED || state == LinkState.POOR);
  }

  /** Our own picture is not sent to them, so that our voice gets through. */
  public boolean isOurPictureHeldBack() {
    return link != null && link.holdsPictureBack();
  }

  /** By which path we hear them, as the wire names it. */
  public String pathName() {
    return (link == null ? LinkPath.NONE : link.path()).wireName();
  }

  /** Their media come through the room service. */
  public boolean isOnRelay() {
    return link != null && link.path() == LinkPath.RELAY;
  }

  /** Four words to compare with them while the relay is on; null if it is not, or not keyed. */
  public @Nullable String safetyWords() {
    return link != null && isOnRelay() ? link.safetyWords() : null;
  }

  public boolean showsScreen() {
    return media.screen() && track(Line.SCREEN) != null;
  }

  /** What was measured last on the link; null if there is none. */
  public StatsReporter.@Nullable Reading reading() {
    return link == null
        ? null
        : new StatsReporter.Reading(
            info.userId(), link.path(), link.quality(), link.stats(), link.restarts());
  }

  public LinkState linkState() {
    return link == null ? LinkState.CLOSED : link.state();
  }

  /** For how long the link has been in trouble, in milliseconds; 0 if it is not. */
  public int troubledMillis() {
    return link == null ? 0 : link.troubledMillis();
  }
}
