package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbTimer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.transcription.Speech;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a room; timers are commands too. */
sealed interface RoomCommand {
  /** The first command of a new room: nobody is told of it before it is written. */
  record Create(CompletableFuture<RoomSnapshot> done) implements RoomCommand {}

  /** How is the room, once everything before is written? */
  record Ask(CompletableFuture<RoomSnapshot> done) implements RoomCommand {}

  /** How do the links stand? */
  record AskLinks(CompletableFuture<RoomLinks> done) implements RoomCommand {}

  /** The retention is over. */
  record Retire(Runnable then) implements RoomCommand {}

  /** After a restart, once sockets can come back. */
  record Reopen() implements RoomCommand {}

  record Open(Outbox outbox, Entrant entrant) implements RoomCommand {}

  /**
   * A message.
   *
   * @param text what the message was decoded from, for relaying
   */
  record Receive(Outbox outbox, ClientMessage message, String text) implements RoomCommand {}

  /**
   * A socket is gone.
   *
   * @param at when the socket was last known to live
   */
  record Lose(Outbox outbox, Instant at) implements RoomCommand {}

  /** A page said good-bye over HTTP while it closed. */
  record LeaveSeat(String userId, @Nullable String instanceId, CompletableFuture<RoomSnapshot> done)
      implements RoomCommand {}

  record Reserve(Instant until, CompletableFuture<RoomSnapshot> done) implements RoomCommand {}

  record Configure(RoomSettings.Change change, CompletableFuture<RoomSnapshot> done)
      implements RoomCommand {}

  record End(EndReason reason, CompletableFuture<RoomSnapshot> done) implements RoomCommand {}

  record JoinTimeout(Outbox outbox) implements RoomCommand {}

  /**
   * A seat's page did not come back in time.
   *
   * @param loss which loss of this seat's socket the grace belongs to
   */
  record GraceOver(Seat seat, int loss) implements RoomCommand {}

  record Deadline() implements RoomCommand {}

  /** The deadline is near. */
  record Warn() implements RoomCommand {}

  record EmptyTooLong() implements RoomCommand {}

  /** The summary is made, or could not be. */
  record Summarized(@Nullable Summary summary, @Nullable Throwable failure)
      implements RoomCommand {}

  record SummaryIsLate() implements RoomCommand {}

  /** Write what has not been written yet. */
  record Save() implements RoomCommand {}

  /** Something happened to the room's orb. */
  record OrbHappened(OrbEvent event) implements RoomCommand {}

  /** The orb said something over its process channel. */
  record OrbSaid(int generation, String message) implements RoomCommand {}

  /** The orb reports over its socket. */
  record OrbReported(Outbox outbox, OrbReport report) implements RoomCommand {}

  /** The orb had its time to sum up, and what was said last its time to be written down. */
  record LastWordsAreLate() implements RoomCommand {}

  /**
   * A timer of the orb's life.
   *
   * @param serial tells it from one of the same kind that was set before
   */
  record OrbTimerFired(OrbTimer timer, long serial) implements RoomCommand {}

  /** The main app does not want this orb any more. */
  record DismissOrb(String orbId, CompletableFuture<Boolean> done) implements RoomCommand {}

  /** A person's voice would come in by this socket. */
  record OpenAudio(AudioInlet inlet, Entrant entrant) implements RoomCommand {}

  record LoseAudio(AudioInlet inlet) implements RoomCommand {}

  /** Somebody's media would be relayed by this socket. */
  record OpenRelay(RelayInlet inlet, Entrant entrant, @Nullable String instanceId)
      implements RoomCommand {}

  record LoseRelay(RelayInlet inlet) implements RoomCommand {}

  /** A voice has become words. */
  record Said(Transcribing.Voice voice, Speech speech) implements RoomCommand {}

  /** Of that voice no more words will come. */
  record Drained(Transcribing.Voice voice) implements RoomCommand {}

  /** What was said must not be kept any longer. */
  record ForgetWords(CompletableFuture<RoomSnapshot> done) implements RoomCommand {}

  record RenewIceServers() implements RoomCommand {}

  /** Somebody's token is about to run out. */
  record RenewTokens() implements RoomCommand {}
}
