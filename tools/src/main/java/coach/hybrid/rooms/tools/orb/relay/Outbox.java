package coach.hybrid.rooms.tools.orb.relay;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the relay's socket: sounds in their order, none older than 200 ms, and of pictures
 * only the newest for each. What is late is dropped, never sent later. Any thread: guarded by
 * itself.
 */
final class Outbox {
  static final long SOUND_LIMIT_MILLIS = 200;

  private static final int MOST_SOUNDS = 256;
  private static final int MOST_PICTURES = 16;

  @SuppressWarnings("ArrayRecordComponent") // Handed on, and never compared.
  private record Sound(byte[] message, long sinceMillis) {}

  private final Queue<Sound> sounds = new ArrayDeque<>();
  private final Map<String, byte[]> pictures = new LinkedHashMap<>();
  private long dropped;

  synchronized void sound(byte[] message, long nowMillis) {
    if (sounds.size() >= MOST_SOUNDS) {
      sounds.remove();
      dropped++;
    }
    sounds.add(new Sound(message, nowMillis));
  }

  synchronized void picture(String userId, byte[] message) {
    if (pictures.containsKey(userId) || pictures.size() < MOST_PICTURES) {
      pictures.put(userId, message);
    }
  }

  /** What has been said is not to be heard any more. */
  synchronized void hush() {
    sounds.clear();
  }

  synchronized void clear() {
    sounds.clear();
    pictures.clear();
  }

  /** What goes next; null if nothing does. */
  synchronized byte @Nullable [] next(long nowMillis) {
    for (Sound sound = sounds.poll(); sound != null; sound = sounds.poll()) {
      if (nowMillis - sound.sinceMillis() <= SOUND_LIMIT_MILLIS) {
        return sound.message();
      }
      dropped++;
    }
    Iterator<byte[]> newest = pictures.values().iterator();
    if (!newest.hasNext()) {
      return null;
    }
    byte[] picture = newest.next();
    newest.remove();
    return picture;
  }

  synchronized long dropped() {
    return dropped;
  }
}
