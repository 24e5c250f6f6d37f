package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Two ends and the service between them, in memory and by a clock of the test's. */
class RelayTest {
  private static final String ROOM = "room-1";
  private static final int SAMPLES = 480;

  private final FakeForwarder service = new FakeForwarder();
  private final Queue<Runnable> signals = new ArrayDeque<>();
  private long now = 100_000;
  private final End orb = new End("ai-orb-s1", 11);
  private final End coach = new End("coach-1", 12);

  /** One end: its mouth hums, and its ears count. */
  private final class End implements Relay.Outward {
    final String userId;
    final int mediaId;
    final Relay relay;
    final List<ClientMessage> said = new ArrayList<>();
    final List<byte[]> heard = new ArrayList<>();
    int reached;
    boolean humming = true;
    private int samples;

    End(String userId, int mediaId) {
      this.userId = userId;
      this.mediaId = mediaId;
      this.relay =
          new Relay(
              new Relay.Seat(ROOM, userId),
              service.dialer(mediaId),
              this::pull,
              Runnable::run,
              () -> now,
              this);
    }

    private void pull(byte[] buffer, int count) {
      for (int i = 0; i < count; i++) {
        double phase = 2 * Math.PI * 300 * samples++ / 48_000.0;
        int sample = humming ? (int) (8_000 * Math.sin(phase)) : 0;
        buffer[2 * i] = (byte) sample;
        buffer[2 * i + 1] = (byte) (sample >> 8);
      }
    }

    @Override
    public void say(ClientMessage message) {
      said.add(message);
      signals.add(() -> other().receive(message));
    }

    private End other() {
      return userId.equals(orb.userId) ? coach : orb;
    }

    private void receive(ClientMessage message) {
      switch (message) {
        case ClientMessage.RelayKey key -> relay.keyed(other().userId, key.publicKey());
        case ClientMessage.SetLinkState state -> relay.hearsUs(other().userId, state.path());
        default -> throw new AssertionError(message);
      }
    }

    @Override
    public void heard(String fromId, byte[] pcm) {
      assertEquals(other().userId, fromId);
      heard.add(pcm);
    }

    @Override
    public void reached(String who) {
      assertEquals(other().userId, who);
      reached++;
    }

    void meets(End person, boolean consents) {
      relay.met(
          new PeerInfo(
              person.userId,
              person.userId,
              Role.COACH,
              ParticipantType.HUMAN,
              false,
              new Permissions(true, true, true),
              new MediaFlags(true, true, false),
              new Consent(false, false, consents),
              1,
              person.mediaId));
    }

    List<Integer> keyGenerations() {
      return said.stream()
          .filter(ClientMessage.RelayKey.class::isInstance)
          .map(key -> ((ClientMessage.RelayKey) key).generation())
          .toList();
    }

    double loudness() {
      return heard.stream().mapToDouble(VoiceActivity::decibels).average().orElse(-96);
    }
  }

  private void deliver() {
    for (Runnable signal = signals.poll(); signal != null; signal = signals.poll()) {
      signal.run();
    }
  }

  private void pass(long millis) {
    for (long end = now + millis; now < end; ) {
      now += 10;
      for (End each : List.of(orb, coach)) {
        each.relay.tick();
        each.relay.pump().step(now * 1_000_000);
      }
      deliver();
    }
  }

  /** ICE brings nothing to either end, from the first on. */
  private void iceNeverConnects() {
    orb.meets(coach, true);
    coach.meets(orb, true);
    orb.relay.answered(coach.userId, true);
    coach.relay.answered(orb.userId, true);
    pass(HearingPath.CONNECT_LIMIT_MILLIS + 1_000);
  }

  private List<MediaFrame> passed(int kind) {
    return service.passed().stream()
        .filter(message -> message[1] == kind)
        .map(RelayTest::decode)
        .toList();
  }

  private static MediaFrame decode(byte[] message) {
    try {
      return MediaFrame.decode(message);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whereIceNeverConnectsBothHearEachOtherWithinTheSecond() {
    iceNeverConnects();
    assertTrue(orb.heard.size() >= 90, "10 ms pieces: " + orb.heard.size());
    assertTrue(coach.heard.size() >= 90, "10 ms pieces: " + coach.heard.size());
    assertEquals(-15.3, orb.loudness(), 3);
    assertEquals(1, orb.reached);
    assertTrue(orb.relay.hears(coach.userId));
  }

  @Test
  void framesLeaveTwentyMillisApart() {
    iceNeverConnects();
    int before = service.passed().size();
    pass(1_000);
    assertEquals(100, service.passed().size() - before, "50 a second each way");
  }

  @Test
  void aKeyIsAnsweredWithAKeyAndWithNothingElse() {
    orb.meets(coach, true);
    coach.meets(orb, true);
    orb.relay.keyed(coach.userId, LinkSecret.make().publicKey());
    assertEquals(1, orb.said.size());
    assertEquals(List.of(1), orb.keyGenerations());
    pass(20_000);
    assertEquals(0, service.passed().size());
  }

  @Test
  void whoOnlyListensIsSentToAndNotHeard() {
    orb.meets(coach, true);
    coach.meets(orb, true);
    orb.relay.keyed(coach.userId, LinkSecret.make().publicKey());
    deliver();
    orb.relay.hearsUs(coach.userId, LinkPath.RELAY);
    pass(1_000);
    assertFalse(orb.relay.hears(coach.userId));
    assertEquals(1, orb.reached);
    assertTrue(passed(MediaFrame.AUDIO).size() >= 48);
    orb.relay.hearsUs(coach.userId, LinkPath.DIRECT);
    int before = service.passed().size();
    pass(1_000);
    assertEquals(before, service.passed().size());
  }

  @Test
  void withoutConsentNothingIsHeardAndTheOrbGoesOnTalking() {
    orb.meets(coach, false);
    coach.meets(orb, true);
    orb.relay.answered(coach.userId, true);
    coach.relay.answered(orb.userId, true);
    pass(7_000);
    assertEquals(0, orb.heard.size());
    assertTrue(coach.heard.size() > 100);
    orb.relay.consented(coach.userId, true);
    pass(1_000);
    assertTrue(orb.heard.size() >= 90);
  }

  @Test
  void iceThatComesBackIsTakenAndTheRelayFallsSilent() {
    iceNeverConnects();
    for (int second = 1; second <= 4; second++) {
      orb.relay.measured(coach.userId, second * 50L, LinkPath.TURN_TCP);
      pass(500);
      orb.relay.measured(coach.userId, second * 50L + 25, LinkPath.TURN_TCP);
      pass(500);
    }
    assertFalse(orb.relay.hears(coach.userId));
    int before = orb.heard.size();
    int coachBefore = coach.heard.size();
    pass(1_000);
    assertEquals(before, orb.heard.size(), "both directions are independent");
    assertTrue(coach.heard.size() > coachBefore + 90);
  }

  @Test
  void aBrokenSocketComesBackUnderANewGenerationThatIsToldFirst() {
    iceNeverConnects();
    service.cut(orb.mediaId, 0);
    int before = service.passed().size();
    pass(2_000);
    assertEquals(2, orb.keyGenerations().getLast());
    List<MediaFrame> since =
        service.passed().subList(before, service.passed().size()).stream()
            .map(RelayTest::decode)
            .filter(frame -> frame.peer() == coach.mediaId)
            .toList();
    assertEquals(2, since.getFirst().generation());
    assertEquals(0, since.getFirst().seq());
    coach.heard.clear();
    pass(1_000);
    assertTrue(coach.heard.size() >= 98, "heard again");
  }

  @Test
  void keysOfANewLinkOfTheirsAreTakenAndAnsweredAgain() {
    iceNeverConnects();
    int answers = orb.keyGenerations().size();
    LinkSecret anew = LinkSecret.make();
    orb.relay.keyed(coach.userId, anew.publicKey());
    assertEquals(answers + 1, orb.keyGenerations().size());
    orb.relay.keyed(coach.userId, anew.publicKey());
    assertEquals(answers + 1, orb.keyGenerations().size(), "once");
    coach.heard.clear();
    pass(100);
    assertEquals(0, coach.heard.size() - silences(coach), "the old keys open nothing");
  }

  private static int silences(End end) {
    return (int) end.heard.stream().filter(pcm -> VoiceActivity.decibels(pcm) < -90).count();
  }

  @Test
  void aKeyOfNoUseChangesNothing() {
    iceNeverConnects();
    orb.relay.keyed(coach.userId, "AAAA");
    coach.heard.clear();
    pass(500);
    assertTrue(coach.heard.size() >= 48);
  }

  @Test
  void bargeInEndsWhatWaitsOnASlowLine() {
    iceNeverConnects();
    service.hold();
    pass(1_000);
    orb.relay.hush();
    orb.humming = false;
    int before = passed(MediaFrame.AUDIO).size();
    service.release();
    List<MediaFrame> late =
        passed(MediaFrame.AUDIO).stream()
            .skip(before)
            .filter(frame -> frame.peer() == coach.mediaId)
            .toList();
    assertEquals(0, late.size(), "what was said before the barge-in");
  }

  @Test
  void aLineThatStoodStillBringsNothingOlderThanTwoHundredMillis() {
    iceNeverConnects();
    service.hold();
    pass(3_000);
    int before = passed(MediaFrame.AUDIO).size();
    service.release();
    long late =
        passed(MediaFrame.AUDIO).stream()
            .skip(before)
            .filter(frame -> frame.peer() == coach.mediaId)
            .count();
    assertTrue(late <= 11, "frames: " + late);
  }

  @Test
  void theFaceIsSentWholeAndOnlyWhenItIsNewOrAskedFor() {
    iceNeverConnects();
    assertTrue(orb.relay.picturesWanted());
    byte[] jpeg = new byte[3_000];
    orb.relay.picture(jpeg, true);
    orb.relay.picture(jpeg, false);
    List<MediaFrame> pictures = passed(MediaFrame.CAMERA);
    assertEquals(1, pictures.size());
    assertEquals(MediaFrame.KEY, pictures.getFirst().flags());
    assertEquals(MediaFrame.JPEG, pictures.getFirst().codec());
    assertEquals(jpeg.length + 16, pictures.getFirst().payload().length, "sealed");
    orb.relay.hearsUs(coach.userId, LinkPath.DIRECT);
    orb.relay.hearsUs(coach.userId, LinkPath.RELAY);
    orb.relay.picture(jpeg, false);
    assertEquals(2, passed(MediaFrame.CAMERA).size(), "who looks again sees it at once");
  }

  @Test
  void whoeverLeavesIsForgotten() {
    iceNeverConnects();
    orb.relay.left(coach.userId);
    int before = passed(MediaFrame.AUDIO).size();
    pass(500);
    assertEquals(
        0,
        passed(MediaFrame.AUDIO).stream()
            .skip(before)
            .filter(frame -> frame.peer() == coach.mediaId)
            .count());
    assertFalse(orb.relay.hears(coach.userId));
  }

  @Test
  void afterARejoinEverythingIsSaidAgain() {
    iceNeverConnects();
    orb.said.clear();
    orb.relay.rejoined();
    assertEquals(1, orb.keyGenerations().size());
    assertTrue(
        orb.said.stream()
            .anyMatch(message ->
                message instanceof ClientMessage.SetLinkState state
                    && state.path() == LinkPath.RELAY));
  }

  @Test
  void theDevicesOwnPullsAreHeardByTheRelayToo() {
    iceNeverConnects();
    coach.heard.clear();
    byte[] pcm = new byte[2 * SAMPLES];
    for (int i = 0; i < 100; i++) {
      now += 10;
      orb.relay.pump().pulled(pcm, SAMPLES, now * 1_000_000);
      orb.relay.pump().step(now * 1_000_000);
    }
    assertEquals(100, coach.heard.size(), 2);
    assertTrue(VoiceActivity.decibels(coach.heard.getLast()) < -60, "the device's silence");
  }
}
