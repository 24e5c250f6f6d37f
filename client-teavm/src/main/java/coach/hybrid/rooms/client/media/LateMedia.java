package coach.hybrid.rooms.client.media;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Room media whose code comes after the call has begun: what is asked of it before is remembered.
 * It is fetched in any case, and early, because a network that needs it is a bad one to ask then.
 */
public final class LateMedia implements RoomMedia {
  /** Fetches the code; nothing is heard of what was given up. */
  public interface Loader {
    void load(Consumer<RoomMedia> then, Runnable failed);
  }

  /** The links go first: a browser that makes connections is busy enough. */
  static final int QUIET_MILLIS = 2_500;

  static final int RETRY_MILLIS = 2_000;

  private final Loader loader;
  private final Timers timers;
  private final List<LatePath> paths = new ArrayList<>();
  private @Nullable RoomMedia media;
  private boolean loading;
  private boolean closed;
  private boolean joined;
  private boolean agreed;
  private TranscriptionState transcription = TranscriptionState.OFF;
  private @Nullable MediaTrack microphone;
  private boolean isOn;

  public LateMedia(Loader loader, Timers timers) {
    this.loader = loader;
    this.timers = timers;
  }

  /** Fetches the code now, if it is not on its way. */
  void load() {
    if (!loading && !closed) {
      loading = true;
      loader.load(this::arrive, () -> timers.after(RETRY_MILLIS, this::loadAgain));
    }
  }

  private void loadAgain() {
    loading = false;
    load();
  }

  private void arrive(RoomMedia arrived) {
    if (closed) {
      arrived.close();
      return;
    }
    media = arrived;
    arrived.setConsent(agreed);
    arrived.setTranscription(transcription);
    arrived.setMicrophone(microphone, isOn);
    arrived.setJoined(joined);
    for (LatePath path : paths) {
      path.arrive(arrived);
    }
    paths.clear();
  }

  @Override
  public RelayPath create(RelayPath.RelayPeer peer, RelayPath.Listener listener) {
    LatePath path = new LatePath(this, peer, listener);
    if (media == null) {
      paths.add(path);
    } else {
      path.arrive(media);
    }
    return path;
  }

  @Override
  public void setJoined(boolean now) {
    joined = now;
    if (media != null) {
      media.setJoined(now);
    } else {
      timers.after(QUIET_MILLIS, this::load);
      loadForWords();
    }
  }

  /** What is said from now on is to be written down. */
  private void loadForWords() {
    if (joined && agreed && transcription != TranscriptionState.OFF) {
      load();
    }
  }

  @Override
  public void setConsent(boolean now) {
    agreed = now;
    if (media != null) {
      media.setConsent(now);
    } else {
      loadForWords();
    }
  }

  @Override
  public void setTranscription(TranscriptionState now) {
    transcription = now;
    if (media != null) {
      media.setTranscription(now);
    } else {
      loadForWords();
    }
  }

  @Override
  public void setMicrophone(@Nullable MediaTrack track, boolean on) {
    microphone = track;
    isOn = on;
    if (media != null) {
      media.setMicrophone(track, on);
    }
  }

  @Override
  public void networkChanged() {
    if (media != null) {
      media.networkChanged();
    }
  }

  @Override
  public void close() {
    closed = true;
    if (media != null) {
      media.close();
    }
  }
}
