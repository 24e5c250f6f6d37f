package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What commands made the room do, kept back until the command is through and what it rests on is
 * written: nobody sees a change before it is complete and safe. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Effects {
  /** What waits for one socket while the store cannot write; then it may come back later. */
  static final int MAX_HELD = 1_000;

  private sealed interface Effect {}

  /**
   * @param roster the first thing a socket has to hear
   * @param topic of what the next one of its kind makes worthless; null if every single one counts
   */
  private record Send(Outbox outbox, String text, boolean roster, @Nullable String topic)
      implements Effect {}

  private record Close(Outbox outbox, int code, String reason) implements Effect {}

  private record Shut(AudioInlet inlet, int code, String reason) implements Effect {}

  private record Tell(RoomEvent event) implements Effect {}

  private record Run(Runnable then) implements Effect {}

  private final RoomEvent.Listener listener;
  private final Ledger ledger;

  /** Of the present command. */
  private final List<Effect> pending = new ArrayList<>();

  /** Of commands before, which rest on something that could not be written yet. */
  private final List<Effect> held = new ArrayList<>();

  Effects(RoomEvent.Listener listener, Ledger ledger) {
    this.listener = listener;
    this.ledger = ledger;
  }

  void send(Outbox outbox, ServerMessage message) {
    boolean roster = message instanceof ServerMessage.PeerDiscovery;
    pending.add(new Send(outbox, MessageCodec.encode(message), roster, null));
  }

  void send(Outbox outbox, String text) {
    pending.add(new Send(outbox, text, false, null));
  }

  /**
   * What says how something stands now.
   *
   * @param topic if it has to wait, the next one of this topic takes its place
   */
  void sendLatest(Outbox outbox, String text, String topic) {
    pending.add(new Send(outbox, text, false, topic));
  }

  void close(Outbox outbox, int code, String reason) {
    pending.add(new Close(outbox, code, reason));
  }

  void close(AudioInlet inlet, int code, String reason) {
    pending.add(new Shut(inlet, code, reason));
  }

  void emit(RoomEvent event) {
    ledger.add(event);
    pending.add(new Tell(event));
  }

  /** Something short to do when the command is through and safe. */
  void then(Runnable task) {
    pending.add(new Run(task));
  }

  /** Keeps what this command caused until {@link #releaseAll}. */
  void hold() {
    for (Effect effect : pending) {
      if (effect instanceof Send send) {
        hold(send);
      } else {
        held.add(effect);
      }
    }
    pending.clear();
  }

  /** However long a disk is full and whatever is said meanwhile, this does not grow for ever. */
  private void hold(Send send) {
    if (send.topic() != null) {
      held.removeIf(effect -> isFor(effect, send.outbox(), send.topic()));
    }
    held.add(send);
    if (held.stream().filter(effect -> isFor(effect, send.outbox(), null)).count() > MAX_HELD) {
      forget(send.outbox());
      send.outbox().close(CloseCode.OVERLOADED, "too much waits to be written");
    }
  }

  /** Whether it is sent to that socket, of that topic if there is one. */
  @SuppressWarnings("ReferenceEquality") // The very socket.
  private static boolean isFor(Effect effect, Outbox outbox, @Nullable String topic) {
    return effect instanceof Send send
        && send.outbox() == outbox
        && (topic == null || topic.equals(send.topic()));
  }

  /** That socket is gone: nothing reaches it any more. */
  void forget(Outbox outbox) {
    held.removeIf(effect -> isFor(effect, outbox, null));
  }

  /** How much waits for the store. */
  int held() {
    return held.size();
  }

  /** Lets everything out that waited, in order. */
  void releaseAll() {
    held.addAll(pending);
    pending.clear();
    release(held);
  }

  /**
   * Lets out what this command caused; it rests on nothing that has to be written. Only a socket
   * that still waits for its roster hears of it afterwards.
   */
  void release() {
    if (!held.isEmpty()) {
      for (Effect effect : List.copyOf(pending)) {
        if (effect instanceof Send send && awaitsRoster(send.outbox())) {
          pending.remove(send);
          hold(send);
        }
      }
    }
    release(pending);
  }

  @SuppressWarnings("ReferenceEquality") // The very socket.
  private boolean awaitsRoster(Outbox outbox) {
    for (Effect effect : held) {
      if (effect instanceof Send send && send.roster() && send.outbox() == outbox) {
        return true;
      }
    }
    return false;
  }

  /**
   * One that fails does not keep back the others: a socket that should close must close, whatever
   * became of an event.
   */
  private void release(List<Effect> from) {
    List<Effect> released = List.copyOf(from);
    from.clear();
    RuntimeException failure = null;
    for (Effect effect : released) {
      try {
        release(effect);
      } catch (RuntimeException | Error e) {
        failure = new IllegalStateException("an effect of this room failed", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void release(Effect effect) {
    switch (effect) {
      case Send(var outbox, var text, _, _) -> outbox.send(text);
      case Close(var outbox, var code, var reason) -> outbox.close(code, reason);
      case Shut(var inlet, var code, var reason) -> inlet.close(code, reason);
      case Tell(var event) -> listener.on(event);
      case Run(var then) -> then.run();
    }
  }

  /** Forgets what a command that failed half-way had begun. */
  void discard() {
    pending.clear();
  }
}
