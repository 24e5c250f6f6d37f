package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.config.RoomConfig;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One room, as everybody else sees it: a mailbox drained by one thread at a time, the only writer
 * of the room's state. Anybody may post; readers take {@link #snapshot()}.
 */
public final class Room {
  private final RoomSpec spec;
  private final Mailbox<RoomCommand> mailbox;

  private final Deciding deciding;

  /** A room that was ordered just now; {@link #create} makes it known. */
  Room(RoomSpec spec, Instant createdAt, long ownerEpoch, RoomConfig config, RoomPorts ports) {
    this.spec = spec;
    mailbox = new Mailbox<>(this::handle, Deciding::mayChangeState, ports.workers());
    deciding = new Deciding(spec, createdAt, ownerEpoch, config, ports, mailbox::post);
  }

  /** A room as it was before a restart; {@link #reopen} sets it going. */
  static Room restored(
      RoomRecord record, long ownerEpoch, Instant lastAlive, RoomConfig config, RoomPorts ports) {
    RoomRecord.Committed stored = record.committed();
    Room room = new Room(stored.spec(), stored.createdAt(), ownerEpoch, config, ports);
    room.deciding.restore(record, lastAlive);
    return room;
  }

  public RoomSpec spec() {
    return spec;
  }

  public RoomSnapshot snapshot() {
    return deciding.snapshot();
  }

  /** Completes when the new room is written. */
  CompletableFuture<RoomSnapshot> create() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Create(done));
    return done;
  }

  /** Completes when everything said to the room before is written. */
  CompletableFuture<RoomSnapshot> written() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Ask(done));
    return done;
  }

  /** Participants can come back from now on, and have their grace for it. */
  void reopen() {
    mailbox.post(new RoomCommand.Reopen());
  }

  /** Nothing is written from now on: the room is about to be forgotten. */
  void retire(Runnable then) {
    mailbox.post(new RoomCommand.Retire(then));
  }

  /** A socket the door let in; its first message must be {@code join}. */
  public void open(Outbox outbox, Entrant entrant) {
    mailbox.post(new RoomCommand.Open(outbox, entrant));
  }

  /**
   * A message from that socket. May be called by a thread that must not wait with what peers say to
   * each other.
   *
   * @param text what the message was decoded from
   */
  public void receive(Outbox outbox, ClientMessage message, String text) {
    mailbox.postInPassing(new RoomCommand.Receive(outbox, message, text));
  }

  /** What an orb says to the service alone, over its socket. */
  public void report(Outbox outbox, OrbReport report) {
    mailbox.post(new RoomCommand.OrbReported(outbox, report));
  }

  /**
   * That socket is gone.
   *
   * @param at when it was last known to live
   */
  public void lose(Outbox outbox, Instant at) {
    mailbox.post(new RoomCommand.Lose(outbox, at));
  }

  /** A socket by which that person's voice would come in; the room says whether it may. */
  public void openAudio(AudioInlet inlet, Entrant entrant) {
    mailbox.post(new RoomCommand.OpenAudio(inlet, entrant));
  }

  /** That socket is gone. */
  public void loseAudio(AudioInlet inlet) {
    mailbox.post(new RoomCommand.LoseAudio(inlet));
  }

  /**
   * A socket by which that participant's media would be relayed; the room says whether it may.
   *
   * @param instanceId of the page that opened it; null if it did not say
   */
  public void openRelay(RelayInlet inlet, Entrant entrant, @Nullable String instanceId) {
    mailbox.post(new RoomCommand.OpenRelay(inlet, entrant, instanceId));
  }

  /** That socket is gone. */
  public void loseRelay(RelayInlet inlet) {
    mailbox.post(new RoomCommand.LoseRelay(inlet));
  }

  /** The page of this instance closed and says so; completes when that is written. */
  public CompletableFuture<RoomSnapshot> leave(String userId, String instanceId) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.LeaveSeat(userId, instanceId, done));
    return done;
  }

  /** How the links between its participants stand; nothing is waited for. */
  public CompletableFuture<RoomLinks> links() {
    CompletableFuture<RoomLinks> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.AskLinks(done));
    return done;
  }

  /** Remembers, through restarts, until when this room has a place. */
  CompletableFuture<RoomSnapshot> reserve(Instant until) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Reserve(until, done));
    return done;
  }

  /** Changes what may be changed; the answer is the room afterwards, unchanged if it has ended. */
  public CompletableFuture<RoomSnapshot> configure(RoomSettings.Change change) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Configure(change, done));
    return done;
  }

  /** Deletes what was said, and what was made of it; completes when that is written. */
  public CompletableFuture<RoomSnapshot> forgetWords() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.ForgetWords(done));
    return done;
  }

  /** Ends that orb, if it is the present one; the answer says whether it was. */
  public CompletableFuture<Boolean> dismissOrb(String orbId) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.DismissOrb(orbId, done));
    return done;
  }

  /** Ends the room; the answer is the room as it ended, also if it had ended before. */
  public CompletableFuture<RoomSnapshot> end(EndReason reason) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.End(reason, done));
    return done;
  }

  private void handle(RoomCommand command) {
    deciding.handle(command);
  }
}
