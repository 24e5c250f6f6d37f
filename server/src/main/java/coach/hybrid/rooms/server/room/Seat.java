package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage.Join;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.RoomRecord.SeatRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One participant's place in the room, for one stay. Outlives its socket by the grace, and passes
 * from page to page when the same participant comes in anew. Only touched by the thread that drains
 * the room's mailbox.
 */
final class Seat {
  /** Relayed messages kept for a peer whose socket is gone for a moment: two links' negotiation. */
  private static final int MAX_HELD_MESSAGES = 128;

  private static final int MAX_HELD_CHARS = 256 * 1024;

  private record Held(String fromId, String text) {}

  private final String userId;
  private final Role role;
  private final ParticipantType type;
  private final Instant joinedAt;
  private final int mediaId;
  private final Queue<Held> held = new ArrayDeque<>();

  private String name;
  private Permissions permissions;
  private @Nullable String instanceId;
  private int protocol;
  private int generation;
  private int orbGeneration;
  private MediaFlags media = MediaFlags.NONE;
  private @Nullable Outbox outbox;
  private int heldChars;
  private int losses;
  private @Nullable Instant lostAt;
  private Timers.@Nullable Timer grace;

  Seat(Entrant entrant, Instant joinedAt, int mediaId) {
    this.userId = entrant.userId();
    this.role = entrant.role();
    this.type = entrant.type();
    this.name = entrant.name();
    this.permissions = entrant.permissions();
    this.joinedAt = joinedAt;
    this.mediaId = mediaId;
  }

  /** After a restart. Who comes back gets a new roster, so the short id may be another one. */
  Seat(SeatRecord stored, MediaFlags media, int mediaId) {
    this.userId = stored.userId();
    this.role = stored.role();
    this.type = stored.type();
    this.name = stored.name();
    this.permissions = stored.permissions();
    this.joinedAt = stored.joinedAt();
    this.mediaId = mediaId;
    this.instanceId = stored.instanceId();
    this.protocol = stored.protocol();
    this.generation = stored.generation();
    this.orbGeneration = stored.orbGeneration();
    this.media = media;
  }

  SeatRecord toRecord() {
    return new SeatRecord(
        userId,
        role,
        type,
        name,
        permissions,
        joinedAt,
        instanceId,
        protocol,
        generation,
        orbGeneration);
  }

  String userId() {
    return userId;
  }

  String name() {
    return name;
  }

  Role role() {
    return role;
  }

  ParticipantType type() {
    return type;
  }

  Permissions permissions() {
    return permissions;
  }

  Instant joinedAt() {
    return joinedAt;
  }

  /** Rises with each page that sits down here. */
  int generation() {
    return generation;
  }

  /** The short id of this stay on {@code /media}. */
  int mediaId() {
    return mediaId;
  }

  /** Which of this service's orbs sits here; 0 for anybody else. */
  int orbGeneration() {
    return orbGeneration;
  }

  /** The living socket, or null during the grace. */
  @Nullable Outbox outbox() {
    return outbox;
  }

  /** When the socket went, or null while there is one. */
  @Nullable Instant lostAt() {
    return lostAt;
  }

  int losses() {
    return losses;
  }

  boolean isLegacy() {
    return protocol == Protocol.LEGACY;
  }

  /** A peer that cannot prove it is the same page has no grace (seeds 002 and 003). */
  boolean hasGrace() {
    return instanceId != null;
  }

  boolean isHeldBy(@Nullable String otherInstanceId) {
    return instanceId != null && instanceId.equals(otherInstanceId);
  }

  MediaFlags media() {
    return media;
  }

  void setMedia(MediaFlags media) {
    this.media = media;
  }

  /** A page sits down: the first of this stay, or another one in its place. */
  void take(Entrant entrant, Join join, Outbox newOutbox, int newGeneration) {
    name = entrant.name();
    permissions = entrant.permissions();
    orbGeneration = entrant.orb() == null ? 0 : entrant.orb().generation();
    instanceId = join.instanceId();
    protocol = join.protocol();
    generation = newGeneration;
    media = isLegacy() ? unspoken() : MediaFlags.NONE;
    held.clear();
    heldChars = 0;
    attach(newOutbox);
  }

  /** A legacy peer never says what it sends, so it is taken to send all it may. */
  private MediaFlags unspoken() {
    return new MediaFlags(permissions.audio(), permissions.video(), false);
  }

  /** The same page is back on a new socket. */
  void attach(Outbox newOutbox) {
    outbox = newOutbox;
    lostAt = null;
    cancelGrace();
  }

  /**
   * Returns the moment of loss. A socket's clock reads milliseconds, so it may say "lost" just
   * before the stay began.
   */
  Instant detach(Instant at) {
    Instant loss = at.isBefore(joinedAt) ? joinedAt : at;
    outbox = null;
    lostAt = loss;
    losses++;
    return loss;
  }

  void startGrace(Timers.Timer timer) {
    grace = timer;
  }

  void cancelGrace() {
    if (grace != null) {
      grace.cancel();
      grace = null;
    }
  }

  /** Keeps a relayed message for the return of the socket; false if there is no more room. */
  boolean hold(String fromId, String text) {
    if (held.size() >= MAX_HELD_MESSAGES || heldChars + text.length() > MAX_HELD_CHARS) {
      return false;
    }
    heldChars += text.length();
    return held.add(new Held(fromId, text));
  }

  /** The next message that was kept, or null. */
  @Nullable String nextHeld() {
    Held next = held.poll();
    if (next == null) {
      return null;
    }
    heldChars -= next.text().length();
    return next.text();
  }

  /** That page is gone: what it sent would be taken for its successor's. */
  void forgetHeldFrom(String fromId) {
    held.removeIf(message -> message.fromId().equals(fromId));
    heldChars = held.stream().mapToInt(message -> message.text().length()).sum();
  }

  PeerInfo describe(boolean shouldCreateOffer, Consent consent) {
    return new PeerInfo(
        userId,
        name,
        role,
        type,
        shouldCreateOffer,
        permissions,
        media,
        consent,
        generation,
        mediaId);
  }
}
