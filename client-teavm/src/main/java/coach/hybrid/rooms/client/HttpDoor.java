package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.RoomApi;
import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.Refusal;
import coach.hybrid.rooms.client.signal.Door;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the lobby why a socket was not let in. */
record HttpDoor(RoomApi api, Seat seat) implements Door {
  @Override
  public void ask(Consumer<@Nullable Ending> then) {
    api.lobby(
        seat.token(),
        new RoomApi.Listener() {
          @Override
          public void opened(Lobby lobby) {
            then.accept(null);
          }

          @Override
          public void refused(Refusal refusal) {
            then.accept(Ending.ofProblem(refusal.code()));
          }
        });
  }
}
