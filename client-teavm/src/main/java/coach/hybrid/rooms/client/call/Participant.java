package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.StatsReporter;
import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import org.jspecify.annotations.Nullable;

/** Another participant as the page shows them. Written by {@link Call} only. */
public final class Participant {
  PeerInfo info;
  MediaFlags media;
  boolean speaking;
  Consent consent;
  boolean orbPaused;
  @Nullable AiState aiState;
  @Nullable Link link;
  final @Nullable MediaTrack[] tracks = new @Nullable MediaTrack[Line.values().length];

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
    return line.permittedBy(info.permissions()) ? tracks[line.index()] : null;
  }

  /** Whether there is a picture to show. Orbs say nothing about theirs, so their frames tell. */
  public boolean showsCamera() {
    boolean on = isOrb() ? link != null && link.showsFrames() : media.video();
    return on && track(Line.CAMERA) != null;
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
