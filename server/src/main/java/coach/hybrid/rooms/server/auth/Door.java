package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.config.OrbConfig;
import coach.hybrid.rooms.server.orb.OrbLife;
import coach.hybrid.rooms.server.orb.OrbUnit;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.OrbPass;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import coach.hybrid.rooms.server.room.TokenLife;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one place where it is decided who comes in: for the page, its lobby, and the socket before
 * the upgrade alike. A token must name that room, that session and that role's participant.
 */
public final class Door {
  static final Permissions ORB_PERMISSIONS = new Permissions(true, true, false);

  private final ParticipantTokens tokens;
  private final RoomDirectory rooms;
  private final OrbConfig orbConfig;
  private final Clock clock;

  public Door(ParticipantTokens tokens, RoomDirectory rooms, OrbConfig orbConfig, Clock clock) {
    this.tokens = tokens;
    this.rooms = rooms;
    this.orbConfig = orbConfig;
    this.clock = clock;
  }

  /** For people who come from outside: an expired token opens nothing. */
  public DoorDecision admit(String roomId, @Nullable String token) {
    return decide(roomId, token, false);
  }

  /**
   * For sockets: an expired token still opens the seat its page holds, so that a token's end in
   * mid-call does not end the call. The room checks that it is the same page.
   */
  public DoorDecision admitSocket(String roomId, @Nullable String token) {
    return decide(roomId, token, true);
  }

  private DoorDecision decide(String roomId, @Nullable String token, boolean resumable) {
    if (token == null || token.isEmpty()) {
      return Refused.TOKEN_MISSING;
    }
    Claims claims;
    try {
      claims = tokens.verify(token);
    } catch (InvalidTokenException e) {
      return Refused.TOKEN_INVALID;
    }
    if (!claims.roomId().equals(roomId)) {
      return Refused.TOKEN_FORBIDDEN;
    }
    boolean expired = ParticipantTokens.expired(claims, clock.instant());
    if (expired && !resumable) {
      return Refused.TOKEN_EXPIRED;
    }
    Room room = rooms.find(roomId);
    if (room == null) {
      return expired ? Refused.TOKEN_EXPIRED : Refused.ROOM_NOT_FOUND;
    }
    if (!claims.sessionId().equals(room.spec().sessionId())
        || !claims.userId().equals(room.spec().userIdOf(claims.role()))) {
      return Refused.TOKEN_FORBIDDEN;
    }
    RoomSnapshot snapshot = room.snapshot();
    if (snapshot.hasRemoved(claims.userId(), claims.issuedAt())) {
      return Refused.REMOVED;
    }
    OrbPass orb = claims.orb();
    if (orb != null) {
      return admitOrb(room, claims, orb, expired);
    }
    if (expired && !snapshot.attendanceOf(claims.role()).connected()) {
      return Refused.TOKEN_EXPIRED;
    }
    if (snapshot.status() == RoomStatus.ENDED) {
      return Refused.ROOM_ENDED;
    }
    Refused notNow = snapshot.attendanceOf(claims.role()).connected() ? null : notNow(room);
    if (notNow != null) {
      return notNow;
    }
    return new Admitted(
        room,
        new Entrant(
            claims.userId(),
            claims.name(),
            claims.role(),
            ParticipantType.HUMAN,
            claims.permissions(),
            expired,
            null,
            new TokenLife(claims.issuedAt(), claims.expiresAt())));
  }

  /** Only the present orb of the room; no room is kept out of its place by one. */
  private static DoorDecision admitOrb(Room room, Claims claims, OrbPass orb, boolean expired) {
    RoomSnapshot snapshot = room.snapshot();
    if (expired) {
      return Refused.TOKEN_EXPIRED;
    }
    if (snapshot.status() == RoomStatus.ENDED) {
      return Refused.ROOM_ENDED;
    }
    return snapshot.orb().admits(orb.orbId(), orb.generation())
        ? new Admitted(
            room,
            new Entrant(
                claims.userId(),
                claims.name(),
                Role.AI,
                ParticipantType.AI,
                ORB_PERMISSIONS,
                false,
                orb))
        : Refused.TOKEN_FORBIDDEN;
  }

  /** Whoever has a seat already may always come back. */
  private @Nullable Refused notNow(Room room) {
    Instant opensAt = rooms.opensAt(room);
    if (opensAt != null && clock.instant().isBefore(opensAt)) {
      return Refused.tooEarly(opensAt);
    }
    if (!rooms.available()) {
      return Refused.STORE_UNAVAILABLE;
    }
    return rooms.makePlace(room) ? null : Refused.AT_CAPACITY;
  }

  /**
   * An orb of seed 002 has no token. It may come in if the operator allows it, the room expects an
   * orb and has none, and the socket comes straight from an address the operator named.
   *
   * @param address the socket's other end
   * @param direct whether no proxy forwarded the socket and no foreign page opened it
   */
  public DoorDecision admitLegacyOrb(String roomId, @Nullable InetAddress address, boolean direct) {
    Room room = rooms.find(roomId);
    if (!orbConfig.legacyJoin()
        || !direct
        || address == null
        || !orbConfig.legacyAddresses().contains(address)
        || room == null
        || !room.snapshot().settings().expectsOrb()
        || room.snapshot().status() == RoomStatus.ENDED
        || room.snapshot().attendanceOf(Role.AI).connected()) {
      return Refused.TOKEN_MISSING;
    }
    return new Admitted(
        room,
        new Entrant(
            room.spec().orbUserId(),
            "AI Assistant",
            Role.AI,
            ParticipantType.AI,
            ORB_PERMISSIONS,
            false,
            passOfPresent(room.snapshot().orb())));
  }

  /** One that we started just now and that does not know of tokens, or one that came by itself. */
  private static @Nullable OrbPass passOfPresent(OrbLife orb) {
    OrbUnit unit = orb.unit();
    return unit == null ? null : new OrbPass(unit.orbId(), unit.generation());
  }
}
