package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ClientMessage;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was sent. */
final class FakeOutbox implements Outbox {
  final List<ClientMessage> sent = new ArrayList<>();
  final List<String> discarded = new ArrayList<>();

  @Override
  public void send(ClientMessage message) {
    sent.add(message);
  }

  @Override
  public void discard(String userId) {
    discarded.add(userId);
  }

  <T extends ClientMessage> List<T> all(Class<T> type) {
    return sent.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
