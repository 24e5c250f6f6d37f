package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage.IceServers;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.protocol.json.OrbCodec;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.FakeRoomStore;
import coach.hybrid.rooms.server.config.RoomConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One room with a coach, a client and an orb that may come, and everything around it faked. */
final class RoomScene {
  static final RoomConfig CONFIG = Surroundings.CONFIG;
  static final Duration ICE_LIFE = Duration.ofMinutes(60);
  static final String ROOM = "room-1";
  static final String COACH = "coach-1";
  static final String CLIENT = "client-1";
  static final String ORB = "ai-orb-session-1";
  static final Entrant COACH_ENTRANT = human(COACH, Role.COACH, Permissions.ALL);
  static final Entrant CLIENT_ENTRANT = human(CLIENT, Role.CLIENT, Permissions.ALL);
  static final Entrant ORB_ENTRANT =
      new Entrant(
          ORB,
          "AI Assistant",
          Role.AI,
          ParticipantType.AI,
          new Permissions(true, true, false),
          false);

  final FakeClock clock = new FakeClock();
  FakeTimers timers = new FakeTimers(clock);
  final FakeRoomStore store = new FakeRoomStore();
  final List<RoomEvent> events = new ArrayList<>();
  final FakeOrbs orbs;
  final FakeSpeech speech = new FakeSpeech();
  private final RoomConfig config;
  private final RoomEvent.@Nullable Listener broken;
  RoomDirectory rooms;
  Room room;
  private int iceSerial;

  RoomScene() {
    this(spec(null));
  }

  RoomScene(RoomSpec spec) {
    this(CONFIG, spec, null);
  }

  /** A room of a service with orbs. */
  RoomScene(FakeOrbs orbs) {
    this(CONFIG, spec(null), null, orbs);
  }

  RoomScene(RoomConfig config, RoomSpec spec) {
    this(config, spec, null);
  }

  /**
   * @param broken what the listener of events does besides; may throw
   */
  RoomScene(RoomConfig config, RoomSpec spec, RoomEvent.@Nullable Listener broken) {
    this(config, spec, broken, new FakeOrbs(false));
  }

  private RoomScene(
      RoomConfig config, RoomSpec spec, RoomEvent.@Nullable Listener broken, FakeOrbs orbs) {
    this.orbs = orbs;
    this.config = config;
    this.broken = broken;
    rooms = directory();
    room = create(spec);
  }

  private RoomDirectory directory() {
    return Surroundings.rooms(
        config, clock, timers, store, this::iceServersFor, orbs, speech, this::on);
  }

  private void on(RoomEvent event) {
    events.add(event);
    if (broken != null) {
      broken.on(event);
    }
  }

  /** The process dies, and another one is ready on the same store after so long. */
  void crash(Duration outage) {
    store.alive(clock.instant());
    timers = new FakeTimers(clock);
    orbs.limit(8);
    timers.advance(outage);
    rooms = directory();
    rooms.restore();
    room = Objects.requireNonNull(rooms.find(ROOM));
    rooms.open();
  }

  private IceServers iceServersFor(String userId) {
    iceSerial++;
    return new IceServers(
        List.of(new IceServer(List.of("turn:t"), userId, "c" + iceSerial)),
        Math.toIntExact(ICE_LIFE.toMillis()));
  }

  Room create(RoomSpec spec) {
    rooms.create(spec).join();
    return Objects.requireNonNull(rooms.find(spec.roomId()));
  }

  static RoomSpec spec(@Nullable Instant start) {
    return new RoomSpec(
        ROOM,
        "session-1",
        new RoomSpec.Person(COACH, "Ada"),
        new RoomSpec.Person(CLIENT, "Zoë"),
        new RoomSpec.OrbSpec(true, "supportive", "default"),
        start,
        Duration.ofHours(1),
        new RoomSpec.Features(false, true, true, true),
        null);
  }

  static Entrant human(String userId, Role role, Permissions permissions) {
    return new Entrant(
        userId, "name of " + userId, role, ParticipantType.HUMAN, permissions, false);
  }

  FakeOutbox open(Entrant entrant) {
    FakeOutbox outbox = new FakeOutbox();
    room.open(outbox, entrant);
    return outbox;
  }

  void say(FakeOutbox outbox, String json) {
    ClientMessage message;
    try {
      message = MessageCodec.decodeClient(json);
    } catch (ProtocolException e) {
      throw new AssertionError(json, e);
    }
    room.receive(outbox, message, json);
  }

  static String joinText(Entrant who, @Nullable String instance) {
    return MessageCodec.encode(
        new ClientMessage.Join(
            ROOM, who.userId(), null, who.role(), who.type(), instance == null ? 0 : 1, instance));
  }

  /** A page of ours; with no instance, a legacy peer of the seeds. */
  FakeOutbox join(Entrant who, @Nullable String instance) {
    FakeOutbox outbox = open(who);
    say(outbox, joinText(who, instance));
    return outbox;
  }

  FakeOutbox coach() {
    return join(COACH_ENTRANT, "coach-page");
  }

  FakeOutbox client() {
    return join(CLIENT_ENTRANT, "client-page");
  }

  FakeOutbox legacyOrb() {
    return join(ORB_ENTRANT, null);
  }

  /** The orb that was launched last, at the door with its token. */
  Entrant orbEntrant() {
    return orbEntrant(orbs.last().orbId(), orbs.last().generation());
  }

  static Entrant orbEntrant(String orbId, int generation) {
    return new Entrant(
        ORB,
        "AI Assistant",
        Role.AI,
        ParticipantType.AI,
        new Permissions(true, true, false),
        false,
        new OrbPass(orbId, generation));
  }

  FakeOutbox orb() {
    return join(orbEntrant(), "orb-run");
  }

  void report(FakeOutbox outbox, String json) {
    try {
      room.report(outbox, Objects.requireNonNull(OrbCodec.decodeReport(json)));
    } catch (ProtocolException e) {
      throw new AssertionError(json, e);
    }
  }

  void lose(FakeOutbox outbox) {
    room.lose(outbox, clock.instant());
  }

  /** What happened since the last call, in short. */
  List<String> takeEvents() {
    List<String> words =
        events.stream()
            .map(event ->
                switch (event) {
                  case RoomEvent.RoomStarted _ -> "started";
                  case RoomEvent.ParticipantJoined joined -> "joined " + joined.participantId();
                  case RoomEvent.ParticipantLeft left ->
                      "left " + left.participantId() + " after " + left.stay().toSeconds();
                  case RoomEvent.RoomEnded ended ->
                      "ended "
                          + ended.reason().wireName()
                          + (ended.summaryReady() ? " with summary" : "");
                  case RoomEvent.SummaryReady _ -> "summary";
                  case RoomEvent.Uttered uttered ->
                      uttered.utterance().name() + ": " + uttered.utterance().text();
                  case RoomEvent.OrbSpawned spawned -> "spawned " + spawned.orbId();
                  case RoomEvent.OrbSpawnFailed failed -> "not spawned: " + failed.error();
                  case RoomEvent.Failed failed -> "failed: " + failed.error();
                })
            .toList();
    events.clear();
    return words;
  }
}
