package coach.hybrid.rooms.client.signal;

import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Outbox;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our seat in the room: joins, pings, and comes back by itself whenever that makes sense.
 *
 * <p>Descriptions and candidates sent while the socket is down wait for it, in order and bounded:
 * the other side keeps its half of the link, so a lost one would leave that link stuck. Everything
 * else is dropped, because the call says it again after each {@code peer-discovery}.
 */
public final class SignalClient implements Outbox {
  static final int FIRST_BACK_OFF_MILLIS = 500;
  static final int LAST_BACK_OFF_MILLIS = 8_000;
  static final int PING_MILLIS = 10_000;
  static final int MISSED_PONGS = 2;

  /** From the attempt to connect until the roster is there. */
  static final int JOIN_MILLIS = 8_000;

  /** Where there is a doubt whether the socket lives, a pong has to come within this time. */
  static final int PROBE_MILLIS = 1_500;

  static final int REFUSALS_BEFORE_ASKING = 2;
  static final int MAX_HELD = 256;

  public interface Listener {
    /** The roster was received, and what we send reaches the room from now on. */
    void joined();

    void received(ServerMessage message);

    /** The socket is gone; we try to get it back. Told once for each loss. */
    void interrupted();

    /** It is over, and trying again makes no sense. */
    void ended(Ending ending);

    /** The room service sent something that is not in our protocol. */
    void notUnderstood(String why);
  }

  private enum Phase {
    IDLE,
    CONNECTING,
    JOINED,
    WAITING,
    STOPPED
  }

  private final ClientMessage.Join join;
  private final SignalSocket.Factory sockets;
  private final Door door;
  private final Timers timers;
  private final IntUnaryOperator randomBelow;
  private final Listener listener;

  private final List<ClientMessage.Relayed> held = new ArrayList<>();
  private Phase phase = Phase.IDLE;
  private @Nullable Attempt attempt;
  private Timers.@Nullable Timer timer;
  private int backOffMillis = FIRST_BACK_OFF_MILLIS;
  private int refusals;
  private int unansweredPings;
  private boolean probing;
  private int probeMillis = PROBE_MILLIS;

  public SignalClient(
      ClientMessage.Join join,
      SignalSocket.Factory sockets,
      Door door,
      Timers timers,
      IntUnaryOperator randomBelow,
      Listener listener) {
    this.join = join;
    this.sockets = sockets;
    this.door = door;
    this.timers = timers;
    this.randomBelow = randomBelow;
    this.listener = listener;
  }

  /** Connects now; also cuts a wait short. */
  public void connect() {
    if (phase == Phase.IDLE || phase == Phase.WAITING) {
      cancelTimer();
      phase = Phase.CONNECTING;
      Attempt next = new Attempt();
      attempt = next;
      next.socket = sockets.connect(next);
      schedule(JOIN_MILLIS, this::abandon);
    }
  }

  /** The browser says that there is a network again, perhaps another one. */
  public void networkChanged() {
    if (phase == Phase.WAITING) {
      backOffMillis = FIRST_BACK_OFF_MILLIS;
      connect();
    } else {
      probing = false;
      doubt();
    }
  }

  /** Media stay away: the socket may be as dead as their path. */
  public void doubt() {
    if (phase == Phase.JOINED && !probing) {
      unansweredPings = 1;
      write(new ClientMessage.Ping());
      schedule(probeMillis, this::judgeProbe);
      probing = true;
    }
  }

  /** Gives the seat back and stops; the listener hears nothing more. */
  public void leave() {
    if (phase == Phase.JOINED) {
      write(new ClientMessage.Leave());
    }
    stop();
  }

  @Override
  public void send(ClientMessage message) {
    if (phase == Phase.JOINED) {
      write(message);
    } else if (phase != Phase.STOPPED && message instanceof ClientMessage.Relayed relayed) {
      if (held.size() == MAX_HELD) {
        held.remove(0);
      }
      held.add(relayed);
    }
  }

  @Override
  public void discard(String userId) {
    held.removeIf(message -> userId.equals(message.toId()));
  }

  private void write(ClientMessage message) {
    Attempt current = attempt;
    if (current != null && current.socket != null) {
      current.socket.send(MessageCodec.encode(message));
    }
  }

  private void schedule(int millis, Runnable task) {
    cancelTimer();
    timer = timers.after(millis, task);
  }

  private void cancelTimer() {
    probing = false;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void stop() {
    phase = Phase.STOPPED;
    held.clear();
    drop(CloseCode.NORMAL);
  }

  /** Lets go of the socket without waiting for it: a dead one may take minutes to close. */
  private void drop(int closeCode) {
    cancelTimer();
    Attempt current = attempt;
    attempt = null;
    if (current != null && current.socket != null) {
      current.socket.close(closeCode);
    }
  }

  private void abandon() {
    drop(CloseCode.TIMEOUT);
    lose();
  }

  /** The socket is gone. */
  private void lose() {
    boolean wasJoined = phase == Phase.JOINED;
    phase = Phase.WAITING;
    attempt = null;
    int jitter = randomBelow.applyAsInt(backOffMillis / 2) - backOffMillis / 4;
    schedule(backOffMillis + jitter, this::connect);
    backOffMillis = Math.min(backOffMillis * 2, LAST_BACK_OFF_MILLIS);
    if (wasJoined) {
      listener.interrupted();
    }
  }

  private void end(Ending ending) {
    stop();
    listener.ended(ending);
  }

  private void beat() {
    if (unansweredPings >= MISSED_PONGS) {
      abandon();
      return;
    }
    unansweredPings++;
    write(new ClientMessage.Ping());
    schedule(PING_MILLIS, this::beat);
  }

  /** Where the browser has a network and the service does not answer, another socket may do. */
  private void judgeProbe() {
    if (unansweredPings > 0) {
      probeMillis = Math.min(probeMillis * 2, JOIN_MILLIS); // A slow line is given more time.
      abandon();
      connect();
    } else {
      probeMillis = PROBE_MILLIS;
      schedule(PING_MILLIS, this::beat);
    }
  }

  private void receive(String text) {
    unansweredPings = 0;
    ServerMessage message;
    try {
      message = MessageCodec.decodeServer(text);
    } catch (ProtocolException e) {
      // A newer service may say things we do not know; anything else deserves a line in the log.
      if (e.code() != ErrorCode.UNKNOWN_TYPE) {
        listener.notUnderstood(String.valueOf(e.getMessage()));
      }
      return;
    }
    listener.received(message);
    if (message instanceof ServerMessage.PeerDiscovery && phase == Phase.CONNECTING) {
      becomeJoined();
    }
  }

  /** Only now, so that what a lost link still had to say was discarded, and new things queue. */
  private void becomeJoined() {
    phase = Phase.JOINED;
    backOffMillis = FIRST_BACK_OFF_MILLIS;
    listener.joined();
    for (ClientMessage.Relayed message : held) {
      write(message);
    }
    held.clear();
    schedule(PING_MILLIS, this::beat);
  }

  private void closed(boolean everOpened, int code, String reason) {
    cancelTimer();
    attempt = null;
    switch (code) {
      case CloseCode.REPLACED -> end(Ending.ELSEWHERE);
      case CloseCode.ROOM_ENDED -> end(Ending.ofRoom(reason));
      case CloseCode.UNAUTHORIZED -> end(Ending.LINK_EXPIRED);
      case CloseCode.FORBIDDEN -> end(Ending.REMOVED);
      default -> {
        refusals = everOpened ? 0 : refusals + 1;
        lose();
        if (refusals >= REFUSALS_BEFORE_ASKING) {
          askWhy();
        }
      }
    }
  }

  private void askWhy() {
    refusals = 0;
    door.ask(ending -> {
      if (ending != null && phase != Phase.STOPPED && phase != Phase.JOINED) {
        end(ending);
      }
    });
  }

  /** One socket's life; what it says after it was dropped is not heard. */
  private final class Attempt implements SignalSocket.Listener {
    private @Nullable SignalSocket socket;
    private boolean opened;

    @Override
    public void opened() {
      if (attempt == this) {
        opened = true;
        unansweredPings = 0;
        write(join);
      }
    }

    @Override
    public void received(String text) {
      if (attempt == this) {
        receive(text);
      }
    }

    @Override
    public void closed(int code, String reason) {
      if (attempt == this) {
        SignalClient.this.closed(opened, code, reason);
      }
    }
  }
}
