package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import org.jspecify.annotations.Nullable;

/** What the room is told about us: each change once, and all of it again after every join. */
final class SelfReport {
  private final Outbox outbox;
  private MediaFlags media = MediaFlags.NONE;
  private boolean speaking;

  /** Null until it was asked for: silence is no answer, and allows nothing. */
  private @Nullable Consent consent;

  SelfReport(Outbox outbox) {
    this.outbox = outbox;
  }

  void setMedia(MediaFlags flags) {
    if (!media.equals(flags)) {
      media = flags;
      outbox.send(new ClientMessage.SetMediaState(flags));
    }
  }

  void setSpeaking(boolean now) {
    if (speaking != now) {
      speaking = now;
      outbox.send(new ClientMessage.SetSpeaking(now));
    }
  }

  void setConsent(Consent now) {
    consent = now;
    outbox.send(new ClientMessage.SetConsent(now));
  }

  /** The consent comes first: what follows may need it. */
  void sayAll() {
    if (consent != null) {
      outbox.send(new ClientMessage.SetConsent(consent));
    }
    outbox.send(new ClientMessage.SetMediaState(media));
    if (speaking) {
      outbox.send(new ClientMessage.SetSpeaking(true));
    }
  }

  boolean letsAssistantHear() {
    return consent != null && consent.assistant();
  }
}
