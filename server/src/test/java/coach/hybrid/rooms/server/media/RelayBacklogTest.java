package coach.hybrid.rooms.server.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.socket.SocketMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for one receiver, and what is given up for what. */
class RelayBacklogTest {
  private static final int COACH = 1;
  private static final int ORB = 2;
  private static final int BIG = 200 * 1024;

  private final FakeClock clock = new FakeClock();
  private final RelayCounters counters = new RelayCounters();
  private final RelayBacklog backlog = new RelayBacklog(clock, counters);
  private int seq;

  private void add(int from, int kind, boolean key, int size) {
    byte[] payload = new byte[size - MediaFrame.HEADER_BYTES];
    MediaFrame frame =
        new MediaFrame(kind, key ? MediaFrame.KEY : 0, 0, from, 1, seq++, 0, payload);
    backlog.add(ByteBuffer.wrap(frame.encode()));
  }

  private void sound() {
    add(COACH, MediaFrame.AUDIO, false, 100);
  }

  private void picture(boolean key) {
    add(COACH, MediaFrame.CAMERA, key, 1_000);
  }

  /** The numbers of what goes out, in its order. */
  private List<Integer> out() {
    List<Integer> numbers = new ArrayList<>();
    for (SocketMessage next = backlog.next(); next != null; next = backlog.next()) {
      ByteBuffer octets = ((SocketMessage.Binary) next).octets();
      numbers.add(octets.getInt(octets.position() + 8));
    }
    return numbers;
  }

  private void pass(int millis) {
    clock.set(clock.instant().plusMillis(millis));
  }

  private long drops(RelayDrop reason) {
    return counters.drops(reason);
  }

  @Test
  void soundOvertakesPicturesAndEachKeepsItsOrder() {
    picture(true);
    sound();
    picture(false);
    sound();
    assertEquals(List.of(1, 3, 0, 2), out());
    assertEquals(4, counters.frames());
    assertEquals(2_200, counters.volume());
  }

  @Test
  void latePicturesGoAndAllThatBuildOnThemUntilTheNextKey() {
    picture(true);
    pass(200);
    picture(false);
    pass(RelayBacklog.MAX_PICTURE_MILLIS - 100);
    picture(false);
    picture(true);
    picture(false);
    assertEquals(List.of(3, 4), out());
    assertEquals(1, drops(RelayDrop.LATE));
    assertEquals(2, drops(RelayDrop.NEEDS_KEY));
  }

  @Test
  void soundIsKeptWhenPicturesAreLateAndGoesOnlyWhenNobodyCouldPlayIt() {
    sound();
    pass(RelayBacklog.MAX_PICTURE_MILLIS + 1);
    sound();
    assertEquals(List.of(0, 1), out());
    sound();
    pass(RelayBacklog.MAX_SOUND_MILLIS + 1);
    sound();
    assertEquals(List.of(3), out());
    assertEquals(1, drops(RelayDrop.LATE));
  }

  @Test
  void whatWaitedThroughAStallDoesNotGoOutAfterwards() {
    sound();
    picture(true);
    pass(60_000);
    assertNull(backlog.next());
    assertEquals(2, drops(RelayDrop.LATE));
  }

  @Test
  void whenItIsFullPicturesGiveWayToSound() {
    add(COACH, MediaFrame.CAMERA, true, BIG);
    add(COACH, MediaFrame.CAMERA, false, BIG);
    for (int i = 0; i < 1_500; i++) {
      sound();
    }
    List<Integer> out = out();
    assertEquals(1_500, out.size());
    assertTrue(out.getFirst() == 2, "pictures went out: " + out.getFirst());
    assertEquals(1, drops(RelayDrop.FULL));
    assertEquals(1, drops(RelayDrop.NEEDS_KEY));
  }

  @Test
  void whenThereIsOnlySoundTheOldestGoes() {
    int fits = RelayBacklog.MAX_OCTETS / 100;
    for (int i = 0; i <= fits; i++) {
      sound();
    }
    List<Integer> out = out();
    assertEquals(fits, out.size());
    assertEquals(1, out.getFirst());
    assertEquals(1, drops(RelayDrop.FULL));
  }

  @Test
  void aPictureThatPushedOutWhatItBuildsOnGoesAsWell() {
    add(COACH, MediaFrame.CAMERA, true, BIG);
    add(COACH, MediaFrame.CAMERA, false, BIG);
    add(COACH, MediaFrame.CAMERA, false, BIG);
    assertEquals(List.of(), out());
    picture(false);
    assertEquals(List.of(), out());
    picture(true);
    picture(false);
    assertEquals(List.of(4, 5), out());
    assertEquals(1, drops(RelayDrop.FULL));
    assertEquals(3, drops(RelayDrop.NEEDS_KEY));
  }

  @Test
  void whatOneSenderOrKindHasLostConcernsNoOther() {
    add(COACH, MediaFrame.CAMERA, true, 1_000);
    pass(RelayBacklog.MAX_PICTURE_MILLIS + 1);
    add(COACH, MediaFrame.CAMERA, false, 1_000);
    add(COACH, MediaFrame.SCREEN, false, 1_000);
    add(ORB, MediaFrame.CAMERA, false, 1_000);
    assertEquals(List.of(2, 3), out());
  }

  @Test
  void whatIsMissedIsSaidWithTheSound() {
    picture(true);
    add(COACH, MediaFrame.CONTROL, false, 50);
    assertEquals(List.of(1, 0), out());
  }

  @Test
  void afterTheSocketIsGoneNothingIsKept() {
    sound();
    picture(true);
    backlog.close();
    sound();
    assertNull(backlog.next());
    assertEquals(3, drops(RelayDrop.GONE));
    assertEquals(3, backlog.tally().dropped());
  }

  @Test
  void whoSendsTooMuchLosesHisOwnFirst() {
    add(COACH, MediaFrame.CAMERA, true, BIG);
    add(COACH, MediaFrame.AUDIO, false, 100);
    for (int i = 0; i < 200; i++) {
      add(ORB, MediaFrame.AUDIO, false, 4_000);
    }
    List<Integer> out = out();
    assertTrue(out.contains(0), "the picture of another");
    assertTrue(out.contains(1), "the sound of another");
    assertEquals(201, out.getLast() == 0 ? out.get(out.size() - 2) : out.getLast());
    assertTrue(drops(RelayDrop.FULL) > 100);
    assertEquals(0, drops(RelayDrop.NEEDS_KEY));
  }

  @Test
  void aPictureFindsRoomWhereSomebodyElsesSoundHasTakenItAll() {
    for (int i = 0; i < 130; i++) {
      add(ORB, MediaFrame.AUDIO, false, 4_000);
    }
    add(COACH, MediaFrame.CAMERA, true, BIG);
    assertTrue(out().contains(130));
  }
}
