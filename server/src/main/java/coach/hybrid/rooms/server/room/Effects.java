package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * What commands made the room do, kept back until the command is through and what it rests on is
 * written: nobody sees a change before it is complete and safe. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Effects {
  private sealed interface Effect {}

  /**
   * @param roster the first thing a socket has to hear
   */
  private record Send(Outbox outbox, String text, boolean roster) implements Effect {}

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
    pending.add(new Send(outbox, MessageCodec.encode(message), roster));
  }

  void send(Outbox outbox, String text) {
    pending.add(new Send(outbox, text, false));
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
    held.addAll(pending);
    pending.clear();
  }

  /** Lets everything out that waited, in order. */
  void releaseAll() {
    hold();
    release(held);
  }

  /**
   * Lets out what this command caused; it rests on nothing that has to be written. Only a socket
   * that still waits for its roster hears of it afterwards.
   */
  void release() {
    pending.removeIf(
        effect -> effect instanceof Send send && awaitsRoster(send.outbox()) && held.add(send));
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
      case Send(var outbox, var text, _) -> outbox.send(text);
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
