package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command made the room do, kept back until the command is through: nobody sees a change
 * before it is complete. Only touched by the thread that drains the room's mailbox.
 */
final class Effects {
  private sealed interface Effect {}

  private record Send(Outbox outbox, String text) implements Effect {}

  private record Close(Outbox outbox, int code, String reason) implements Effect {}

  private record Emit(RoomEvent event) implements Effect {}

  private final RoomEvent.Listener listener;
  private final List<Effect> pending = new ArrayList<>();

  Effects(RoomEvent.Listener listener) {
    this.listener = listener;
  }

  void send(Outbox outbox, ServerMessage message) {
    send(outbox, MessageCodec.encode(message));
  }

  void send(Outbox outbox, String text) {
    pending.add(new Send(outbox, text));
  }

  void close(Outbox outbox, int code, String reason) {
    pending.add(new Close(outbox, code, reason));
  }

  void emit(RoomEvent event) {
    pending.add(new Emit(event));
  }

  /**
   * Lets everything out, in order. One that fails does not keep back the others: a socket that
   * should close must close, whatever became of an event.
   */
  void release() {
    List<Effect> released = List.copyOf(pending);
    pending.clear();
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
      case Send(var outbox, var text) -> outbox.send(text);
      case Close(var outbox, var code, var reason) -> outbox.close(code, reason);
      case Emit(var event) -> listener.on(event);
    }
  }

  /** Forgets what a command that failed half-way had begun. */
  void discard() {
    pending.clear();
  }
}
