package coach.hybrid.rooms.client.transcript;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was said, in the order in which it was begun: what was written down before we came, and
 * what is said now. Of equal ids the last counts, until one is final; final without words takes it
 * back.
 */
public final class Transcript {
  /** Hours of talk; what is older is in the export. */
  static final int MAX_UTTERANCES = 2_000;

  /** Hears of every change, with the place it has, or had. */
  public interface Listener {
    void added(int index, Utterance utterance);

    void changed(int index, Utterance utterance);

    void removed(int index);

    void historyChanged();
  }

  /** How it stands with what was said before we came. */
  public enum History {
    LOADING,
    LOADED,
    FAILED
  }

  private final List<Utterance> utterances = new ArrayList<>();
  private @Nullable Listener listener;
  private History history = History.LOADING;

  /** From now on this one is told. */
  public void show(Listener now) {
    listener = now;
  }

  public List<Utterance> utterances() {
    return utterances;
  }

  public History history() {
    return history;
  }

  /** What was said before is being fetched. */
  public void expectHistory() {
    setHistory(History.LOADING);
  }

  private void setHistory(History now) {
    history = now;
    if (listener != null) {
      listener.historyChanged();
    }
  }

  /** What the page calls somebody of whom only the id is known; null if they never spoke. */
  public @Nullable String nameOf(String speakerId) {
    for (Utterance utterance : utterances) {
      if (utterance.speakerId().equals(speakerId)) {
        return utterance.name();
      }
    }
    return null;
  }

  /** Takes what was said now, or a better version of it. */
  public void put(Utterance now) {
    int known = indexOf(now.utteranceId());
    if (known < 0) {
      if (!now.text().isEmpty()) {
        add(now);
      }
    } else if (!utterances.get(known).isFinal()) {
      if (now.text().isEmpty() && now.isFinal()) {
        remove(known);
      } else if (!now.text().isEmpty()) {
        utterances.set(known, now);
        if (listener != null) {
          listener.changed(known, now);
        }
      }
    }
  }

  /** Takes what was written down before, or null if it could not be had. */
  public void merge(@Nullable List<Utterance> written) {
    if (written != null) {
      for (Utterance utterance : written) {
        put(utterance);
      }
    }
    setHistory(written == null ? History.FAILED : History.LOADED);
  }

  /** What nobody is going to finish: the service, or we, were away meanwhile. */
  public void dropUnfinished() {
    for (int i = utterances.size() - 1; i >= 0; i--) {
      if (!utterances.get(i).isFinal()) {
        remove(i);
      }
    }
  }

  /** From the end, where nearly everything happens. */
  private int indexOf(int utteranceId) {
    int i = utterances.size() - 1;
    while (i >= 0 && utterances.get(i).utteranceId() != utteranceId) {
      i--;
    }
    return i;
  }

  private void add(Utterance utterance) {
    int at = utterances.size();
    while (at > 0 && utterances.get(at - 1).startMillis() > utterance.startMillis()) {
      at--;
    }
    if (utterances.size() == MAX_UTTERANCES) {
      if (at == 0) {
        return;
      }
      remove(0);
      at--;
    }
    utterances.add(at, utterance);
    if (listener != null) {
      listener.added(at, utterance);
    }
  }

  private void remove(int index) {
    utterances.remove(index);
    if (listener != null) {
      listener.removed(index);
    }
  }
}
