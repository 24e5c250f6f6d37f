package coach.hybrid.rooms.tools.orb.voice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The mouth that WebRTC's audio device asks for 10 ms of sound at a time. Its state is guarded by
 * its lock, which is never held while the listener is told.
 */
public final class PulledMouth implements Mouth {
  private static final int MOST_CLIPS = 32;
  private static final double LEVEL_GAIN = 5;

  private final Listener listener;
  private final Queue<Clip> waiting = new ArrayDeque<>();
  private @Nullable Clip sounding;
  private int played;
  private boolean hushed;
  private volatile double level;

  public PulledMouth(Listener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void play(Clip clip) {
    if (waiting.size() < MOST_CLIPS) {
      waiting.add(clip);
    }
  }

  @Override
  public synchronized void hush() {
    waiting.clear();
    hushed = sounding != null;
  }

  /** How loud it is right now, from 0 to 1. */
  public double level() {
    return level;
  }

  /** Fills the buffer with the next samples, 16-bit little-endian mono. The device's thread. */
  public void pull(byte[] buffer, int samples) {
    List<Runnable> news = new ArrayList<>(2);
    long energy;
    synchronized (this) {
      energy = fill(buffer, samples, news);
    }
    double rms = Math.sqrt((double) energy / Math.max(1, samples)) / 32_768;
    level = Math.min(1, rms * LEVEL_GAIN);
    news.forEach(Runnable::run);
  }

  private long fill(byte[] buffer, int samples, List<Runnable> news) {
    long energy = 0;
    boolean fading = hushed;
    for (int i = 0; i < samples; i++) {
      int sample = next(news);
      if (fading) {
        sample = sample * (samples - i) / samples;
      }
      buffer[2 * i] = (byte) sample;
      buffer[2 * i + 1] = (byte) (sample >> 8);
      energy += (long) sample * sample;
    }
    if (fading) {
      hushed = false;
      end(news);
    }
    return energy;
  }

  private int next(List<Runnable> news) {
    Clip clip = sounding;
    if (clip != null && played >= clip.samples().length) {
      end(news);
      clip = null;
    }
    if (clip == null) {
      clip = waiting.poll();
      if (clip == null) {
        return 0;
      }
      sounding = clip;
      played = 0;
      Clip begun = clip;
      news.add(() -> listener.clipBegan(begun));
    }
    return played < clip.samples().length ? clip.samples()[played++] : 0;
  }

  private void end(List<Runnable> news) {
    Clip clip = sounding;
    if (clip != null) {
      int heard = played;
      sounding = null;
      news.add(() -> listener.clipEnded(clip, heard));
    }
  }
}
