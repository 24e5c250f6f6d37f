package coach.hybrid.rooms.client.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.client.call.FakeTrack;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LateMediaTest implements RelayPath.Listener {
  private final FakeTimers timers = new FakeTimers();
  private final List<Consumer<RoomMedia>> loads = new ArrayList<>();
  private final List<Runnable> failures = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final LateMedia media =
      new LateMedia(
          (then, failed) -> {
            loads.add(then);
            failures.add(failed);
          },
          timers);

  private RelayPath newPath() {
    return media.create(
        new RelayPath.RelayPeer("coach-1", "client-1", () -> 7, true, true, true), this);
  }

  private List<String> takeAsked() {
    List<String> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  @Test
  void theCodeIsFetchedOnceAndSoonAfterTheJoin() {
    media.setJoined(true);
    assertEquals(0, loads.size());
    timers.advance(LateMedia.QUIET_MILLIS);
    newPath().prepare();
    media.setJoined(false);
    media.setJoined(true);
    timers.advance(60_000);
    assertEquals(1, loads.size());
  }

  @Test
  void whoIsWrittenDownGetsItAtOnce() {
    media.setJoined(true);
    media.setTranscription(TranscriptionState.ON);
    assertEquals(0, loads.size(), "nobody is written down who has not agreed");
    media.setConsent(true);
    assertEquals(1, loads.size());
  }

  @Test
  void whoNeedsItBeforeGetsItAtOnce() {
    newPath().prepare();
    assertEquals(1, loads.size());
  }

  @Test
  void whatCannotBeFetchedIsFetchedAgainUntilTheCallEnds() {
    newPath().prepare();
    failures.getLast().run();
    timers.advance(LateMedia.RETRY_MILLIS);
    assertEquals(2, loads.size());
    failures.getLast().run();
    media.close();
    timers.advance(10 * LateMedia.RETRY_MILLIS);
    assertEquals(2, loads.size());
  }

  @Test
  void whatWasAskedBeforeTheCodeCameIsDoneWhenItComes() {
    media.setConsent(true);
    media.setTranscription(TranscriptionState.ON);
    media.setMicrophone(new FakeTrack(), true);
    media.setJoined(true);
    RelayPath path = newPath();
    path.setTrack(Line.CAMERA, new FakeTrack());
    path.receiveKey("an old key", 1);
    path.receiveKey("a key", 2);
    path.setSending(true);
    path.setReceiving(true);
    path.prepare();
    assertFalse(path.isReady());
    assertNull(path.safetyWords());
    assertEquals(LinkStats.NONE, path.stats());
    loads.getFirst().accept(new Media());
    assertEquals(
        List.of(
            "consent true",
            "transcription ON",
            "microphone true true",
            "joined true",
            "path client-1",
            "AUDIO false",
            "CAMERA true",
            "SCREEN false",
            "prepare",
            "key a key 2",
            "sending true",
            "receiving true"),
        takeAsked());
    assertEquals("four words of it", path.safetyWords());
  }

  @Test
  void whatIsSaidOfANetworkOrAPathGoesOnOnlyOnceThereIsOne() {
    RelayPath path = newPath();
    media.networkChanged();
    path.retry();
    assertFalse(path.holdsPictureBack() || path.isUnheard());
    media.load();
    loads.getFirst().accept(new Media());
    asked.clear();
    media.networkChanged();
    path.retry();
    assertEquals(List.of("network changed", "retry"), takeAsked());
    assertTrue(path.holdsPictureBack() && path.isUnheard());
  }

  @Test
  void aPathThatNobodyAskedForAnythingStaysUnprepared() {
    newPath();
    media.setJoined(true);
    timers.advance(LateMedia.QUIET_MILLIS);
    loads.getFirst().accept(new Media());
    assertFalse(takeAsked().contains("prepare"));
  }

  @Test
  void oncePresentItIsAskedAtOnce() {
    media.load();
    loads.getFirst().accept(new Media());
    asked.clear();
    media.setConsent(true);
    RelayPath path = newPath();
    path.setTrack(Line.AUDIO, new FakeTrack());
    path.close();
    media.setJoined(true);
    media.close();
    List<String> now = takeAsked();
    assertEquals("consent true", now.getFirst());
    assertEquals("path client-1", now.get(1));
    assertEquals(List.of("AUDIO true", "path closed", "joined true", "closed"), now.subList(7, 11));
  }

  @Test
  void whatWasClosedBeforeTheCodeCameIsNotBegun() {
    RelayPath path = newPath();
    path.prepare();
    path.close();
    media.setJoined(true);
    loads.getFirst().accept(new Media());
    assertFalse(takeAsked().contains("path client-1"));
  }

  @Test
  void codeThatComesAfterTheCallOpensNothing() {
    newPath().prepare();
    media.close();
    loads.getFirst().accept(new Media());
    assertEquals(List.of("closed"), takeAsked());
  }

  @Override
  public void keyMade(String publicKey, int generation) {}

  @Override
  public void trackReceived(Line line, MediaTrack track) {}

  @Override
  public void relayChanged() {}

  /** Writes down what it is asked for. */
  private final class Media implements RoomMedia {
    @Override
    public void setJoined(boolean joined) {
      asked.add("joined " + joined);
    }

    @Override
    public void setConsent(boolean mayBeWrittenDown) {
      asked.add("consent " + mayBeWrittenDown);
    }

    @Override
    public void setTranscription(TranscriptionState state) {
      asked.add("transcription " + state);
    }

    @Override
    public void setMicrophone(@Nullable MediaTrack track, boolean on) {
      asked.add("microphone " + (track != null) + " " + on);
    }

    @Override
    public void networkChanged() {
      asked.add("network changed");
    }

    @Override
    public RelayPath create(RelayPath.RelayPeer peer, RelayPath.Listener listener) {
      asked.add("path " + peer.peerId());
      return new Path();
    }

    @Override
    public void close() {
      asked.add("closed");
    }
  }

  /** Writes down what it is asked for. */
  private final class Path implements RelayPath {
    @Override
    public void prepare() {
      asked.add("prepare");
    }

    @Override
    public void receiveKey(String publicKey, int generation) {
      asked.add("key " + publicKey + " " + generation);
    }

    @Override
    public void retry() {
      asked.add("retry");
    }

    @Override
    public boolean holdsPictureBack() {
      return true;
    }

    @Override
    public boolean isUnheard() {
      return true;
    }

    @Override
    public void setTrack(Line line, @Nullable MediaTrack track) {
      asked.add(line + " " + (track != null));
    }

    @Override
    public void setSending(boolean sending) {
      asked.add("sending " + sending);
    }

    @Override
    public void setReceiving(boolean receiving) {
      asked.add("receiving " + receiving);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public LinkStats stats() {
      return LinkStats.NONE;
    }

    @Override
    public @Nullable String safetyWords() {
      return "four words of it";
    }

    @Override
    public void close() {
      asked.add("path closed");
    }
  }
}
