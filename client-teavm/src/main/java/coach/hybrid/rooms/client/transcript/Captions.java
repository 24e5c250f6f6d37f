package coach.hybrid.rooms.client.transcript;

import coach.hybrid.rooms.client.call.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of the moment: the last of at most two people, each until nothing was added to them for
 * some seconds.
 */
public final class Captions {
  /** So long words stay after they were said. */
  static final int STAY_MILLIS = 6_000;

  static final int MAX_SPEAKERS = 2;

  /** More would not be seen: two lines are. */
  static final int MAX_EACH = 3;

  /** What one person said last. */
  public record Row(String name, List<Utterance> said) {}

  public interface Listener {
    /** These are to be seen from now on. */
    void captionsChanged(List<Row> rows);

    /** Somebody has said this, and it stays so: to be read out. */
    void said(Utterance utterance);
  }

  /** An utterance, and when we heard of it last. */
  private static final class Heard {
    Utterance utterance;
    int atMillis;

    Heard(Utterance utterance, int atMillis) {
      this.utterance = utterance;
      this.atMillis = atMillis;
    }
  }

  private final Timers timers;
  private final List<Heard> recent = new ArrayList<>();
  private @Nullable Listener listener;
  private Timers.@Nullable Timer timer;

  public Captions(Timers timers) {
    this.timers = timers;
  }

  /** From now on this one is told. */
  public void show(Listener now) {
    listener = now;
  }

  /** Takes what was said now, or a better version of it. */
  public void put(Utterance now) {
    Heard known = find(now.utteranceId());
    if (known != null && known.utterance.isFinal()) {
      return;
    }
    if (now.text().isEmpty()) {
      if (known == null || !now.isFinal()) {
        return;
      }
      recent.remove(known);
    } else if (known == null) {
      recent.add(new Heard(now, timers.nowMillis()));
      makeRoom(now.speakerId());
    } else {
      known.utterance = now;
      known.atMillis = timers.nowMillis();
    }
    tell();
    if (now.isFinal() && !now.text().isEmpty() && listener != null) {
      listener.said(now);
    }
    wait(STAY_MILLIS);
  }

  public void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private @Nullable Heard find(int utteranceId) {
    for (Heard heard : recent) {
      if (heard.utterance.utteranceId() == utteranceId) {
        return heard;
      }
    }
    return null;
  }

  /** Lets go of what this speaker said earlier, and of whoever has been silent longest. */
  private void makeRoom(String speakerId) {
    int own = 0;
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).utterance.speakerId().equals(speakerId) && ++own > MAX_EACH) {
        recent.remove(i);
      }
    }
    List<String> latest = new ArrayList<>();
    latest.add(speakerId);
    for (int i = recent.size() - 1; i >= 0; i--) {
      String other = recent.get(i).utterance.speakerId();
      if (latest.indexOf(other) < 0) {
        if (latest.size() < MAX_SPEAKERS) {
          latest.add(other);
        } else {
          recent.remove(i);
        }
      }
    }
  }

  private void wait(int millis) {
    if (timer == null && !recent.isEmpty()) {
      timer = timers.after(millis, this::expire);
    }
  }

  private void expire() {
    timer = null;
    int now = timers.nowMillis();
    int soonest = STAY_MILLIS;
    int before = recent.size();
    for (int i = before - 1; i >= 0; i--) {
      int left = recent.get(i).atMillis + STAY_MILLIS - now;
      if (left <= 0) {
        recent.remove(i);
      } else {
        soonest = Math.min(soonest, left);
      }
    }
    if (recent.size() != before) {
      tell();
    }
    wait(soonest);
  }

  private void tell() {
    List<Row> rows = new ArrayList<>();
    List<String> speakers = new ArrayList<>();
    for (Heard heard : recent) {
      int row = speakers.indexOf(heard.utterance.speakerId());
      if (row < 0) {
        row = rows.size();
        speakers.add(heard.utterance.speakerId());
        rows.add(new Row(heard.utterance.name(), new ArrayList<>()));
      }
      rows.get(row).said().add(heard.utterance);
    }
    if (listener != null) {
      listener.captionsChanged(rows);
    }
  }
}
