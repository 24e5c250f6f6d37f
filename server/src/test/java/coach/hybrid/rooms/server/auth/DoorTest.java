package coach.hybrid.rooms.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.config.OrbConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.room.EndReason;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.FakeTimers;
import coach.hybrid.rooms.server.room.Outbox;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.Surroundings;
import coach.hybrid.rooms.server.room.TokenLife;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
  private static final long NOW = FakeClock.START.getEpochSecond();
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("10.0.0.1");

  private final FakeClock clock = new FakeClock();
  private final RoomDirectory rooms = Surroundings.rooms(clock, new FakeTimers(clock));
  private final Door door = door(true);

  private Door door(boolean legacyJoin) {
    return new Door(
        new ParticipantTokens(new Secret(Tokens.SECRET)),
        rooms,
        new OrbConfig(legacyJoin, Set.of(LOOPBACK)),
        clock);
  }

  @BeforeEach
  void aRoom() {
    createRoom("room-1", true, true);
  }

  private void createRoom(String roomId, boolean orb, boolean aiAssistance) {
    rooms
        .create(
            new RoomSpec(
                roomId,
                "session-1",
                new RoomSpec.Person("coach-1", "Ada"),
                new RoomSpec.Person("client-1", "Zoë"),
                new RoomSpec.OrbSpec(orb, "supportive", "default"),
                null,
                Duration.ofHours(1),
                new RoomSpec.Features(false, true, aiAssistance, true),
                null))
        .join();
  }

  private Room room() {
    return Objects.requireNonNull(rooms.find("room-1"));
  }

  private static Tokens coach() {
    return Tokens.of("coach", NOW + 7_200);
  }

  private DoorDecision admit(Tokens token) {
    return door.admit("room-1", token.sign());
  }

  private static final class NoOutbox implements Outbox {
    @Override
    public void send(String text) {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public int waiting() {
      return 0;
    }
  }

  private Outbox seat(Entrant entrant) {
    Outbox outbox = new NoOutbox();
    room().open(outbox, entrant);
    room()
        .receive(
            outbox,
            new ClientMessage.Join(
                "room-1", entrant.userId(), null, entrant.role(), entrant.type(), 1, "page"),
            "");
    return outbox;
  }

  @Test
  void aTokenOfTheMainAppOpensItsOwnRoomAsItsOwnPerson() {
    Admitted admitted = assertInstanceOf(Admitted.class, admit(coach()));
    assertEquals(
        new Entrant(
            "coach-1",
            "Ada Lovelace",
            Role.COACH,
            ParticipantType.HUMAN,
            Permissions.ALL,
            false,
            null,
            new TokenLife(Instant.EPOCH, Instant.ofEpochSecond(NOW + 7_200))),
        admitted.entrant());
    assertEquals("room-1", admitted.room().spec().roomId());
  }

  @Test
  void aMintedTokenSaysTheSame() throws InvalidTokenException {
    ParticipantTokens tokens = new ParticipantTokens(new Secret(Tokens.SECRET));
    Claims claims = tokens.verify(coach().sign());
    assertEquals(claims, tokens.verify(tokens.mint(claims)));
  }

  @Test
  void aTokenSignedWithAnotherKeyOrAlgorithmOpensNothing() {
    assertEquals(Refused.TOKEN_INVALID, admit(coach().secret("another-secret-altogether")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"none\"}", "")));
    assertEquals(
        Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"None\",\"typ\":\"JWT\"}", "")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"HS512\"}", "HmacSHA512")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"HS384\"}", "HmacSHA384")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"RS256\"}", "HmacSHA256")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{\"alg\":\"HS256\"}", "")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().header("{}", "HmacSHA256")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "userId", "roomId", "sessionId", "role"})
  void everyClaimButNameAndPermissionsIsNeeded(String claim) {
    assertEquals(Refused.TOKEN_INVALID, admit(coach().without(claim)));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with(claim, null)));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with(claim, List.of("x"))));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with(claim, " ")));
  }

  @Test
  void whoHasNoNameIsCalledByTheRole() {
    for (Tokens nameless : List.of(coach().without("name"), coach().with("name", " "))) {
      assertEquals("Coach", ((Admitted) admit(nameless)).entrant().name());
    }
  }

  @Test
  void crookedClaimsOpenNothing() {
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with("role", "ai")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with("role", "admin")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with("permissions", "video")));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with("name", "n".repeat(201))));
    assertEquals(Refused.TOKEN_INVALID, admit(coach().with("nbf", NOW * 2)));
    assertEquals(Refused.TOKEN_INVALID, door.admit("room-1", "x"));
    assertEquals(Refused.TOKEN_INVALID, door.admit("room-1", "a.b.c"));
    assertEquals(Refused.TOKEN_INVALID, door.admit("room-1", coach().sign() + "x".repeat(5_000)));
    assertEquals(Refused.TOKEN_MISSING, door.admit("room-1", null));
    assertEquals(Refused.TOKEN_MISSING, door.admit("room-1", ""));
  }

  @Test
  void missingPermissionsGrantNothing() {
    Admitted admitted = assertInstanceOf(Admitted.class, admit(coach().without("permissions")));
    assertEquals(Permissions.NONE, admitted.entrant().permissions());
  }

  @Test
  void anotherRoomSessionRoleOrPersonIsForbidden() {
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(coach().with("roomId", "room-2")));
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(coach().with("sessionId", "session-2")));
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(coach().with("role", "client")));
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(coach().with("userId", "client-1")));
  }

  @Test
  void aForeignTokenLearnsNothingAboutWhichRoomsExist() {
    String foreign = coach().with("roomId", "room-9").sign();
    assertEquals(door.admit("room-1", foreign), door.admit("no-such-room", foreign));
    assertEquals(door.admitSocket("room-1", "a.b.c"), door.admitSocket("no-such-room", "a.b.c"));
    assertEquals(
        door.admitLegacyOrb("no-such-room", LOOPBACK, true),
        door.admitLegacyOrb("room-1", ELSEWHERE, true));
  }

  @Test
  void aRoomThatIsGoneOrEndedSaysSoToItsOwnPeople() {
    Tokens other = coach().with("roomId", "room-2");
    assertEquals(Refused.ROOM_NOT_FOUND, door.admit("room-2", other.sign()));
    room().end(EndReason.CANCELLED).join();
    assertEquals(Refused.ROOM_ENDED, admit(coach()));
  }

  @Test
  void anExpiredTokenOpensOnlyTheSocketOfASeatThatIsHeld() {
    Tokens token = Tokens.of("coach", NOW);
    assertEquals(Refused.TOKEN_EXPIRED, admit(token));
    assertEquals(Refused.TOKEN_EXPIRED, door.admitSocket("room-1", token.sign()));
    assertEquals(
        Refused.TOKEN_EXPIRED, door.admitSocket("room-2", token.with("roomId", "room-2").sign()));
    token.with("roomId", "room-1");
    Admitted before = assertInstanceOf(Admitted.class, admit(Tokens.of("coach", NOW + 1)));
    Outbox outbox = seat(before.entrant());
    Admitted after = assertInstanceOf(Admitted.class, door.admitSocket("room-1", token.sign()));
    assertTrue(after.entrant().resumeOnly());
    assertEquals(Refused.TOKEN_EXPIRED, admit(token));
    room().receive(outbox, new ClientMessage.Leave(), "");
    assertEquals(Refused.TOKEN_EXPIRED, door.admitSocket("room-1", token.sign()));
  }

  @Test
  void aLegacyOrbComesInAsTheRoomsOrb() {
    Admitted orb = assertInstanceOf(Admitted.class, door.admitLegacyOrb("room-1", LOOPBACK, true));
    assertEquals("ai-orb-session-1", orb.entrant().userId());
    assertEquals(Role.AI, orb.entrant().role());
    assertEquals(ParticipantType.AI, orb.entrant().type());
  }

  @Test
  void eachConditionOfALegacyOrbCountsAlone() {
    Refused no = Refused.TOKEN_MISSING;
    assertEquals(no, door(false).admitLegacyOrb("room-1", LOOPBACK, true), "not allowed");
    assertEquals(no, door.admitLegacyOrb("room-1", LOOPBACK, false), "not direct");
    assertEquals(no, door.admitLegacyOrb("room-1", ELSEWHERE, true), "from elsewhere");
    assertEquals(no, door.admitLegacyOrb("room-1", null, true), "from nowhere");
    assertEquals(no, door.admitLegacyOrb("room-9", LOOPBACK, true), "no room");
    createRoom("room-2", false, true);
    assertEquals(no, door.admitLegacyOrb("room-2", LOOPBACK, true), "no orb ordered");
    createRoom("room-3", true, false);
    assertEquals(no, door.admitLegacyOrb("room-3", LOOPBACK, true), "no assistance wanted");
    Admitted orb = assertInstanceOf(Admitted.class, door.admitLegacyOrb("room-1", LOOPBACK, true));
    Outbox outbox = seat(orb.entrant());
    assertEquals(no, door.admitLegacyOrb("room-1", LOOPBACK, true), "one is alive");
    room().receive(outbox, new ClientMessage.Leave(), "");
    assertInstanceOf(Admitted.class, door.admitLegacyOrb("room-1", LOOPBACK, true));
    room().end(EndReason.CANCELLED).join();
    assertEquals(no, door.admitLegacyOrb("room-1", LOOPBACK, true), "ended");
  }

  @Test
  void anyOfTheKeysOpensTheApiAndNothingElseDoes() {
    ApiKeys keys = new ApiKeys(List.of(new Secret("first-key"), new Secret("second-key")));
    assertTrue(keys.accept("first-key") && keys.accept("second-key"));
    for (String wrong : new String[] {"", "first-ke", "first-keyx", "first-key,second-key"}) {
      assertTrue(!keys.accept(wrong), wrong);
    }
    assertTrue(!keys.accept(null));
  }

  @Test
  void anOrbsTokenOpensNothingUnlessItIsThePresentOrb() {
    Tokens orb =
        Tokens.of("ai", NOW + 7_200)
            .with("userId", "ai-orb-session-1")
            .with("orbId", "orb-room-1-1")
            .with("generation", 1);
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(orb), "there is none");
    assertEquals(Refused.TOKEN_FORBIDDEN, admit(orb.with("userId", "coach-1")));
    assertEquals(Refused.TOKEN_INVALID, admit(orb.without("generation")));
    assertEquals(Refused.TOKEN_INVALID, admit(orb.with("generation", 0)));
    assertEquals(Refused.TOKEN_INVALID, admit(orb.with("generation", 1).without("orbId")));
  }
}
