package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * One ear for each link. Frames come on WebRTC's threads, one thread a link at a time; what they
 * hear is handed over at once. Sound is measured and forgotten, never kept.
 */
final class Ears {
  /** Told on WebRTC's threads. */
  interface Listener {
    void voiceBegan(String userId);

    void voiceEnded(String userId);
  }

  private final BooleanSupplier ownVoice;
  private final Listener listener;
  private final Map<String, VoiceActivity> activities = new ConcurrentHashMap<>();

  Ears(BooleanSupplier ownVoice, Listener listener) {
    this.ownVoice = ownVoice;
    this.listener = listener;
  }

  void heard(String userId, byte[] pcm) {
    VoiceActivity activity = activities.computeIfAbsent(userId, _ -> new VoiceActivity());
    switch (activity.frame(VoiceActivity.decibels(pcm), ownVoice.getAsBoolean())) {
      case BEGAN -> listener.voiceBegan(userId);
      case ENDED -> listener.voiceEnded(userId);
      case NONE -> {
        // Nothing changed.
      }
    }
  }

  void forget(String userId) {
    activities.remove(userId);
  }

  void forget() {
    activities.clear();
  }
}
