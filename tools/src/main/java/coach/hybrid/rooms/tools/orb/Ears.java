package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BooleanSupplier;

/**
 * One ear for each person. Frames come on threads of WebRTC or of the relay, whichever brings that
 * person's voice; what they hear is handed over at once. Sound is measured and forgotten, never
 * kept.
 */
final class Ears {
  /** Told on the threads that bring the frames. */
  interface Listener {
    void voiceBegan(String userId);

    void voiceEnded(String userId);
  }

  private final BooleanSupplier ownVoice;
  private final Listener listener;
  private final Map<String, VoiceActivity> activities = new ConcurrentHashMap<>();

  private final Map<String, DoubleAdder> energies = new ConcurrentHashMap<>();

  Ears(BooleanSupplier ownVoice, Listener listener) {
    this.ownVoice = ownVoice;
    this.listener = listener;
  }

  void heard(String userId, byte[] pcm) {
    VoiceActivity activity = activities.computeIfAbsent(userId, _ -> new VoiceActivity());
    double decibels = VoiceActivity.decibels(pcm);
    energies
        .computeIfAbsent(userId, _ -> new DoubleAdder())
        .add(Math.pow(10, decibels / 10) * VoiceActivity.FRAME_MILLIS / 1_000);
    // Two threads meet here when a person's voice changes its path.
    synchronized (activity) {
      switch (activity.frame(decibels, ownVoice.getAsBoolean())) {
        case BEGAN -> listener.voiceBegan(userId);
        case ENDED -> listener.voiceEnded(userId);
        case NONE -> {
          // Nothing changed.
        }
      }
    }
  }

  /** Of all sound heard of this person so far, as W3C's {@code totalAudioEnergy}. */
  double energy(String userId) {
    DoubleAdder energy = energies.get(userId);
    return energy == null ? 0 : energy.sum();
  }

  void forget(String userId) {
    activities.remove(userId);
  }

  void forget() {
    activities.clear();
  }
}
