package coach.hybrid.rooms.server.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.room.EndReason;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.FakeTimers;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.Surroundings;
import coach.hybrid.rooms.server.socket.FakeSession;
import coach.hybrid.rooms.server.socket.FrameSocket;
import coach.hybrid.rooms.server.socket.OpenSockets;
import coach.hybrid.rooms.server.socket.SilentWatch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One socket with the wire and the clock in the test's hand; the beats are the test's own. */
class SignalSocketTest {
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final long QUIET_MILLIS = 2_500;
  private static final String JOIN =
      "{\"type\":\"join\",\"roomId\":\"room-1\",\"userId\":\"coach-1\",\"userRole\":\"coach\","
          + "\"protocol\":1,\"instanceId\":\"page\"}";

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final FakeClock clock = new FakeClock();
  private final SocketConfig config =
      new SocketConfig(Duration.ofDays(1), SILENCE, 50, 1, Duration.ofDays(1), false);
  private final OpenSockets sockets =
      new OpenSockets(config, clock, scheduler, Runnable::run, new SilentWatch());
  private final FakeSession session = new FakeSession();
  private final Room room = room();
  private final FrameSocket socket =
      sockets.create(
          new SignalSocket(
              new Admitted(
                  room,
                  new Entrant(
                      "coach-1", "Ada", Role.COACH, ParticipantType.HUMAN, Permissions.ALL, false)),
              config),
          SignalEndpoint.LIMITS);

  private Room room() {
    RoomDirectory rooms = Surroundings.rooms(clock, new FakeTimers(clock));
    rooms
        .create(
            new RoomSpec(
                "room-1",
                "session-1",
                new RoomSpec.Person("coach-1", "Ada"),
                new RoomSpec.Person("client-1", "Zoë"),
                new RoomSpec.OrbSpec(false, "supportive", "default"),
                null,
                Duration.ofHours(1),
                new RoomSpec.Features(false, true, true, true),
                null))
        .join();
    return Objects.requireNonNull(rooms.find("room-1"));
  }

  @BeforeEach
  void open() {
    socket.onOpen(session, Callback.NOOP);
    text(JOIN);
    session.takeAll();
    session.sent.clear();
  }

  @AfterEach
  void close() {
    scheduler.shutdownNow();
  }

  private void text(String text) {
    socket.onFrame(new Frame(OpCode.TEXT, text), Callback.NOOP);
  }

  private boolean seatIsOnline() {
    return room.snapshot().attendanceOf(Role.COACH).online();
  }

  @Test
  void eachBeatAsksAndAnAnswerKeepsTheSocket() {
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(10));
      socket.beat(QUIET_MILLIS, SILENCE);
      socket.onFrame(new Frame(OpCode.PONG), Callback.NOOP);
    }
    assertFalse(session.aborted);
    assertEquals(10, session.sent.stream().filter("ping"::equals).count());
    assertTrue(seatIsOnline());
  }

  @Test
  void whoeverTalksIsNotAskedWhetherItLives() {
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(4));
      text("{\"type\":\"ping\"}");
      clock.advance(Duration.ofSeconds(1));
      socket.beat(QUIET_MILLIS, SILENCE);
    }
    session.takeAll();
    assertFalse(session.aborted);
    assertFalse(session.sent.contains("ping"));
  }

  @Test
  void silenceIsGivenUpAndTheLossIsDatedByTheLastSignOfLife() {
    clock.advance(SILENCE.plusMillis(1));
    socket.beat(QUIET_MILLIS, SILENCE);
    assertTrue(session.aborted);
    assertFalse(seatIsOnline());
    assertEquals(0, sockets.count());
  }

  @Test
  void aPeerThatTalksOnInsteadOfAnsweringOurCloseIsGivenUpToo() {
    room.end(EndReason.CANCELLED).join();
    session.takeAll();
    assertEquals(List.of("close 4410"), session.sent);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(6));
      text("{\"type\":\"ping\"}");
      socket.onFrame(new Frame(OpCode.PING), Callback.NOOP);
    }
    socket.beat(QUIET_MILLIS, SILENCE);
    assertTrue(session.aborted);
    assertEquals(0, sockets.count());
    assertEquals(List.of("close 4410"), session.sent);
  }

  @Test
  void moreCharactersThanAnotherPeersQueueHoldsAreRefusedBeforeTheyGetThere() {
    String pad = "{\"type\":\"ping\",\"pad\":\"" + "x".repeat(60_000) + "\"}";
    for (int i = 0; i < 17; i++) {
      text(pad);
    }
    session.takeAll();
    assertEquals(17, session.sent.stream().filter(sent -> sent.contains("pong")).count());
    text(pad);
    session.takeAll();
    assertTrue(session.sent.getLast().equals("close 4429"), session.sent.getLast());
  }

  @Test
  void anEmptyMessageIsMalformedAndNoMore() {
    text("");
    session.takeAll();
    assertTrue(session.sent.getFirst().contains("malformed-json"));
    assertEquals(1, session.sent.size());
  }

  @Test
  void aClosedSocketIsLostOnce() {
    socket.onClosed(CloseStatus.NO_CODE_STATUS, Callback.NOOP);
    socket.beat(QUIET_MILLIS, SILENCE);
    assertFalse(seatIsOnline());
    assertEquals(0, sockets.count());
  }
}
