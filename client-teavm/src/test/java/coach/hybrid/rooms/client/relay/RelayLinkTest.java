package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.client.call.FakeTrack;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.media.MediaSocket;
import coach.hybrid.rooms.client.media.Uplink;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two pages, the service between them, and the keys' way, all in one thread. */
class RelayLinkTest {
  private static final int COACH = 1;
  private static final int CLIENT = 7;

  /** What the room service does: hands on what is for somebody who has a socket. */
  private final Map<Integer, Page> pages = new HashMap<>();

  private final FakeTimers timers = new FakeTimers();
  private final Page coach = new Page("coach-1", COACH, "client-1", CLIENT);
  private final Page client = new Page("client-1", CLIENT, "coach-1", COACH);

  private static final class Socket implements MediaSocket {
    final Page page;
    final MediaSocket.Listener listener;
    boolean open;
    int waitingBytes;

    Socket(Page page, MediaSocket.Listener listener) {
      this.page = page;
      this.listener = listener;
    }

    @Override
    public void send(byte[] frame) {
      page.deliver(frame);
    }

    @Override
    public int bufferedBytes() {
      return waitingBytes;
    }

    @Override
    public void close() {
      open = false;
    }
  }

  private final class Page implements RelayPath.Listener {
    final String userId;
    final int mediaId;
    final String otherId;
    final int otherMediaId;
    final FakeEngine engine = new FakeEngine();
    final JavaCrypto crypto = new JavaCrypto();
    final List<Socket> sockets = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
    final List<Integer> generations = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final Relay relay;
    RelayPath link;
    boolean passesKeys = true;
    int changes;

    Page(String userId, int mediaId, String otherId, int otherMediaId) {
      this.userId = userId;
      this.mediaId = mediaId;
      this.otherId = otherId;
      this.otherMediaId = otherMediaId;
      pages.put(mediaId, this);
      relay =
          new Relay(
              "room-1",
              crypto,
              (then, _) -> then.accept(engine),
              listener -> {
                sockets.add(new Socket(this, listener));
                return sockets.getLast();
              },
              timers,
              bound -> bound / 2);
      relay.setJoined(true);
      link = newLink();
    }

    RelayPath newLink() {
      return relay.create(
          new RelayPath.RelayPeer(userId, otherId, () -> otherMediaId, true, true, true), this);
    }

    void open() {
      sockets.getLast().open = true;
      sockets.getLast().listener.opened();
    }

    void deliver(byte[] frame) {
      sent.add(frame);
      Page to = pages.get((frame[4] & 0xff) << 8 | (frame[5] & 0xff));
      if (to != null && !to.sockets.isEmpty() && to.sockets.getLast().open) {
        byte[] copy = frame.clone();
        copy[4] = 0;
        copy[5] = (byte) mediaId;
        to.sockets.getLast().listener.received(copy);
      }
    }

    int sentOf(int kind) {
      return (int) sent.stream().filter(frame -> frame[1] == kind).count();
    }

    void speak(int packets) {
      for (int i = 0; i < packets; i++) {
        timers.advance(20);
        engine.voices.getLast().listener.encoded(true, timers.nowMillis(), new byte[60]);
      }
    }

    void film(boolean isKey) {
      engine
          .films
          .getLast()
          .listener
          .encoded(MediaFrame.VP9, isKey, timers.nowMillis(), new byte[900]);
    }

    @Override
    public void keyMade(String publicKey, int generation) {
      keys.add(publicKey);
      generations.add(generation);
      Page to = pages.get(otherMediaId);
      if (passesKeys && to != null) {
        to.link.receiveKey(publicKey, generation);
      }
    }

    @Override
    public void trackReceived(Line line, MediaTrack track) {
      lines.add(line);
    }

    @Override
    public void relayChanged() {
      changes++;
    }
  }

  /** Both are keyed and open, and the coach is heard by the client. */
  private void connect() {
    timers.advance(5_000);
    coach.link.prepare();
    coach.open();
    client.open();
    coach.link.setTrack(Line.AUDIO, new FakeTrack());
    coach.link.setTrack(Line.CAMERA, new FakeTrack());
    client.link.setReceiving(true);
    coach.link.setSending(true);
  }

  @Test
  void whoGetsAKeyAnswersWithItsOwnAndBothSayTheSameWords() {
    assertNull(coach.link.safetyWords());
    coach.link.prepare();
    coach.link.prepare();
    assertEquals(1, coach.keys.size());
    assertEquals(1, client.keys.size());
    assertEquals(List.of(1), client.generations);
    assertFalse(coach.link.isReady());
    coach.open();
    client.open();

    assertTrue(coach.link.isReady());
    assertTrue(client.link.isReady());
    String words = coach.link.safetyWords();
    assertEquals(words, client.link.safetyWords());
    assertEquals(4, String.valueOf(words).split(" ", -1).length);
    assertTrue(coach.changes > 0);
  }

  /** Somebody between the two gives each of them a key of his own. */
  @Test
  void aKeySwappedOnTheWayShowsInTheWords() {
    coach.passesKeys = false;
    client.passesKeys = false;
    coach.link.prepare();
    client.link.prepare();
    JavaCrypto between = new JavaCrypto();
    between.makeKeys(keys -> coach.link.receiveKey(keys.publicKey(), 1));
    between.makeKeys(keys -> client.link.receiveKey(keys.publicKey(), 1));
    coach.open();
    client.open();

    assertTrue(coach.link.isReady() && client.link.isReady(), "nothing else shows it");
    assertNotEquals(coach.link.safetyWords(), client.link.safetyWords());
  }

  @Test
  void soundAndPicturesArriveOnOneTrackALine() {
    connect();
    coach.speak(10);
    coach.film(true);
    coach.film(false);

    assertEquals(10, client.engine.sounds.get(0).played.size());
    assertEquals(2, client.engine.screens.get(0).shown.size());
    assertEquals(List.of(Line.AUDIO, Line.CAMERA), client.lines);
    assertEquals(12, client.link.stats().packetsReceived());
    assertEquals(2, client.link.stats().framesDecoded());
    LinkStats stats = client.link.stats();
    assertEquals(LinkPath.RELAY, stats.path());
    assertEquals(0, stats.packetsLost());
    assertTrue(stats.bytesReceived() > 10 * 60);
    assertTrue(coach.link.stats().bytesSent() > stats.bytesReceived());
  }

  @Test
  void withoutTheOthersKeyNothingLeaves() {
    coach.passesKeys = false;
    client.passesKeys = false;
    coach.link.prepare();
    coach.open();
    coach.link.setTrack(Line.AUDIO, new FakeTrack());
    coach.link.setSending(true);

    assertEquals(0, coach.engine.voices.size());
    timers.advance(5_000);
    assertEquals(0, coach.sent.size());
    assertFalse(coach.link.isReady());
  }

  @Test
  void aKeyThatIsNoneIsNotAgreedWith() {
    coach.passesKeys = false;
    coach.link.prepare();
    coach.open();
    coach.link.receiveKey("AAAA", 1);
    coach.link.receiveKey("not base64url!", 1);
    coach.link.receiveKey("B" + "A".repeat(86), 1);

    assertFalse(coach.link.isReady());
  }

  @Test
  void aKeyThatGotLostIsSaidAgain() {
    coach.passesKeys = false;
    coach.link.prepare();
    coach.open();
    coach.passesKeys = true;
    assertEquals(0, client.keys.size());
    coach.link.retry();
    client.open();

    assertTrue(coach.link.isReady());
    assertTrue(client.link.isReady());
    assertEquals(List.of(1, 1), coach.generations, "the same numbers");
  }

  @Test
  void whoHearsAKeyAgainSaysItsOwnAgainAndThatEnds() {
    client.passesKeys = false;
    coach.link.prepare();
    client.passesKeys = true;
    assertEquals(1, client.keys.size());
    coach.link.retry();
    assertEquals(1, client.keys.size(), "that was just said");
    timers.advance(RelayLink.AGAIN_MILLIS);
    coach.link.retry();

    assertEquals(2, client.keys.size());
    assertEquals(3, coach.keys.size());
  }

  @Test
  void anotherNetworkTakesAnotherSocketAndAnotherGeneration() {
    connect();
    coach.speak(3);
    coach.relay.networkChanged();

    assertEquals(2, coach.sockets.size());
    assertFalse(coach.link.isReady());
    coach.open();
    assertEquals(List.of(1, 2), coach.generations);
    coach.speak(3);
    assertEquals(6, client.link.stats().packetsReceived());
    Page unused = new Page("coach-1", 9, "client-1", CLIENT);
    unused.relay.networkChanged();
    assertEquals(0, unused.sockets.size());
  }

  @Test
  void aSocketThatSwallowsEverythingIsReplacedOnceItIsMissed() {
    connect();
    client.sockets.getLast().open = false;
    coach.speak(100);
    client.link.retry();
    assertEquals(1, client.sockets.size(), "nothing for two seconds is no proof");
    coach.speak(60);
    client.link.retry();
    assertEquals(2, client.sockets.size());
    client.link.retry();
    client.open();
    client.link.retry();
    assertEquals(2, client.sockets.size(), "it is new, and may be good");
    coach.speak(10);

    assertEquals(10, client.link.stats().packetsReceived());
  }

  @Test
  void whatTookOurSeatsSocketHasTakenAnIdleOneAsWell() {
    connect();
    coach.speak(3);
    client.relay.setJoined(false);
    client.relay.setJoined(true);
    assertEquals(1, client.sockets.size(), "it brought something just now");

    timers.advance(Relay.FRESH_MILLIS);
    client.relay.setJoined(false);
    assertFalse(client.link.isReady());
    assertEquals(1, client.sockets.size(), "not before we sit in the room again");
    client.relay.setJoined(true);

    assertEquals(2, client.sockets.size());
  }

  @Test
  void whatCannotBeLoadedIsAskedForOnceMoreHoweverOftenItFails() {
    List<Runnable> failures = new ArrayList<>();
    Relay relay =
        new Relay(
            "room-1",
            client.crypto,
            (_, failed) -> failures.add(failed),
            listener -> new Socket(client, listener),
            timers,
            bound -> bound / 2);
    relay
        .create(new RelayPath.RelayPeer("a", "b", () -> CLIENT, true, true, true), client)
        .prepare();
    for (int i = 0; i < 3; i++) {
      failures.getFirst().run();
    }
    timers.advance(Relay.RELOAD_MILLIS);
    assertEquals(2, failures.size());
    failures.getFirst().run();
    timers.advance(Relay.RELOAD_MILLIS);
    assertEquals(2, failures.size(), "of the time before");
    failures.get(1).run();
    timers.advance(Relay.RELOAD_MILLIS);
    assertEquals(3, failures.size());
  }

  @Test
  void aSocketThatCarriesSomethingIsKept() {
    connect();
    coach.speak(200);
    client.link.retry();

    assertEquals(1, client.sockets.size());
  }

  @Test
  void whatWasHeardUnderAKeyIsNotHeardAgainWhenThatKeyIsSaidAgain() {
    connect();
    coach.speak(5);
    List<byte[]> recorded = List.copyOf(coach.sent);
    String first = coach.keys.getLast();
    coach.link.close();
    coach.link = coach.newLink();
    coach.link.prepare();
    coach.open();
    assertNotEquals(first, coach.keys.getLast());
    int before = client.link.stats().packetsReceived();
    client.link.receiveKey(first, 1);
    recorded.forEach(coach::deliver);
    assertEquals(before, client.link.stats().packetsReceived());
    coach.link.setTrack(Line.AUDIO, new FakeTrack());
    coach.link.setSending(true);
    coach.speak(2);

    assertEquals(before + 2, client.link.stats().packetsReceived(), "the new key goes on");
  }

  @Test
  void anAgreementThatFailedIsTriedAgainWhenTheKeyIsSaidAgain() {
    client.crypto.fails = true;
    connect();
    assertFalse(client.link.isReady());
    client.crypto.fails = false;
    coach.link.retry();

    assertTrue(client.link.isReady());
  }

  @Test
  void aNetworkThatCarriesNoPictureIsSaid() {
    connect();
    assertFalse(coach.link.holdsPictureBack());
    coach.sockets.getLast().waitingBytes = 100_000;
    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < 10; i++) {
        timers.advance(100);
        coach.engine.films.getLast().listener.wants(0);
      }
    }

    assertTrue(coach.link.holdsPictureBack());
  }

  @Test
  void soundThatCannotBePlayedIsSaidUntilItPlays() {
    connect();
    coach.speak(1);
    FakeEngine.Sound sound = client.engine.sounds.get(0);
    sound.listener.failed(SoundPlayer.NOTHING);
    assertTrue(client.link.isUnheard());
    assertTrue(coach.engine.voices.getLast().opus, "another codec would not help");
    sound.listener.playing(0, 40);

    assertFalse(client.link.isUnheard());
  }

  @Test
  void nobodySendsBeforeTheOtherListens() {
    connect();
    coach.link.setSending(false);
    assertTrue(coach.engine.voices.getLast().stopped);
    assertTrue(coach.engine.films.getLast().stopped);
    assertEquals(0, client.engine.voices.size());
  }

  @Test
  void whatComesUnaskedIsCountedAndNotPlayed() {
    connect();
    client.link.setReceiving(false);
    coach.speak(3);

    assertEquals(3, client.link.stats().packetsReceived());
    assertEquals(List.of(), client.engine.sounds.getLast().played);
  }

  @Test
  void aLostSocketIsAnotherGenerationThatIsSaidBeforeItsFirstFrame() {
    connect();
    coach.speak(5);
    coach.sockets.getLast().listener.closed(1006);
    assertFalse(coach.link.isReady());
    assertTrue(coach.engine.voices.getLast().stopped);
    timers.advance(Uplink.FIRST_BACK_OFF_MILLIS);
    assertEquals(List.of(1), coach.generations);
    coach.open();
    assertEquals(List.of(1, 2), coach.generations);
    assertEquals(coach.keys.get(0), coach.keys.get(1));
    assertEquals(1, client.keys.size(), "the same key is not answered again");
    coach.speak(5);

    assertEquals(10, client.link.stats().packetsReceived());
    assertEquals(0, client.link.stats().packetsLost());
    assertEquals(2, coach.sent.getLast()[7]);
  }

  @Test
  void aLinkMadeAnewGetsTheOthersKeyAgain() {
    connect();
    coach.speak(2);
    String before = client.keys.getLast();
    client.link.close();
    client.link = client.newLink();
    client.link.prepare();
    client.open();
    client.link.setReceiving(true);
    assertEquals(2, coach.keys.size(), "answered, because the new link has not seen it");
    assertNotEquals(before, client.keys.getLast());
    assertTrue(client.link.isReady());
    coach.speak(3);

    assertEquals(3, client.link.stats().packetsReceived());
  }

  @Test
  void whatTheServiceDroppedIsCountedReportedAndPicturesBeginAgainWithAKeyFrame() {
    connect();
    coach.speak(3);
    coach.film(true);
    client.sockets.getLast().open = false;
    coach.speak(4);
    coach.film(false);
    client.sockets.getLast().open = true;
    coach.speak(1);
    coach.film(false);

    assertEquals(5, client.link.stats().packetsLost());
    assertEquals(1, client.link.stats().framesDecoded());
    timers.advance(PictureOut.KEY_MILLIS);
    assertEquals(PictureRecorder.TAKE_KEY, coach.engine.films.getLast().listener.wants(0));
    int before = coach.engine.films.getLast().kilobits;
    timers.advance(2 * RelayLink.TICK_MILLIS);
    assertTrue(coach.engine.films.getLast().kilobits < before, "and the pace is lower");
  }

  @Test
  void soundGoesFirstAndPicturesWaitForARoomyNetwork() {
    connect();
    Socket socket = coach.sockets.getLast();
    socket.waitingBytes = 20_000;
    coach.speak(2);
    assertEquals(2, coach.sentOf(MediaFrame.AUDIO));
    assertEquals(PictureRecorder.LEAVE_OUT, coach.engine.films.getLast().listener.wants(0));
    socket.waitingBytes = Sender.LATE_SOUND_BYTES + 1;
    coach.speak(2);

    assertEquals(2, coach.sentOf(MediaFrame.AUDIO));
    socket.waitingBytes = 0;
    assertNotEquals(PictureRecorder.LEAVE_OUT, coach.engine.films.getLast().listener.wants(0));
  }

  @Test
  void aReceiverWithoutTheCodecGetsAnother() {
    connect();
    coach.film(true);
    coach.speak(1);
    client.engine.screens.get(0).listener.failed(MediaFrame.VP9, true);
    client.engine.sounds.get(0).listener.failed(MediaFrame.OPUS);

    assertEquals(1 << MediaFrame.VP9, coach.engine.films.getLast().avoided);
    assertFalse(coach.engine.voices.getLast().opus);
  }

  @Test
  void anotherMicrophoneIsRecordedAndAMutedOneGoesOnAsSilence() {
    connect();
    FakeTrack other = new FakeTrack();
    coach.link.setTrack(Line.AUDIO, other);
    assertTrue(coach.engine.voices.get(0).stopped);
    assertEquals(other, coach.engine.voices.getLast().track);
    other.setEnabled(false);
    coach.speak(1);

    assertEquals(1, client.link.stats().packetsReceived());
  }

  @Test
  void whoMayNotSendDoesNot() {
    RelayPath silent =
        coach.relay.create(
            new RelayPath.RelayPeer("coach-1", "client-1", () -> CLIENT, false, false, false),
            coach);
    coach.link = silent;
    connect();

    assertTrue(silent.isReady());
    assertEquals(0, coach.engine.voices.size() + coach.engine.films.size());
  }

  @Test
  void whatIsNoFrameOrFromNobodyIsCounted() {
    connect();
    coach.sockets.getLast().listener.received(new byte[3]);
    coach
        .sockets
        .getLast()
        .listener
        .received(new MediaFrame(2, 0, 1, 99, 1, 0, 0, new byte[20]).encode());

    assertEquals(2, coach.relay.unknownFrames());
  }

  @Test
  void closingReleasesEverything() {
    connect();
    coach.speak(2);
    coach.film(true);
    coach.link.close();
    client.link.close();

    assertTrue(coach.engine.voices.getLast().stopped);
    assertTrue(coach.engine.films.getLast().stopped);
    assertTrue(client.engine.sounds.get(0).stopped);
    assertTrue(client.engine.screens.get(0).stopped);
    assertFalse(coach.sockets.getLast().open);
    assertFalse(client.sockets.getLast().open);
    int sent = coach.sent.size();
    timers.advance(600_000);
    coach.link.setSending(true);
    coach.link.prepare();
    assertEquals(sent, coach.sent.size());
    assertEquals(1, coach.sockets.size());
  }
}
