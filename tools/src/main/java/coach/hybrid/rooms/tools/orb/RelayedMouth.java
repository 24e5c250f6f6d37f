package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.relay.Relay;
import coach.hybrid.rooms.tools.orb.voice.Mouth;

/** A mouth that falls silent at once, also for those who hear it by the relay. Any thread. */
record RelayedMouth(Mouth mouth, Relay relay) implements Mouth {
  @Override
  public void play(Clip clip) {
    mouth.play(clip);
  }

  @Override
  public void hush() {
    mouth.hush();
    relay.hush();
  }
}
