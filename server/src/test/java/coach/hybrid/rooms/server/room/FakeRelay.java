package coach.hybrid.rooms.server.room;

import java.nio.ByteBuffer;

/** A relay socket that remembers where the room lets its frames go, and what became of it. */
final class FakeRelay implements RelayInlet {
  RelayRoutes routes = RelayRoutes.NONE;
  int timesRouted;
  int closeCode;
  String closeReason = "";

  @Override
  public void route(RelayRoutes published) {
    routes = published;
    timesRouted++;
  }

  @Override
  public void take(ByteBuffer frame) {
    throw new AssertionError("no frame passes through a room");
  }

  @Override
  public RelayTally tally() {
    return new RelayTally(0, 0, 0, 0);
  }

  @Override
  public void close(int code, String reason) {
    closeCode = code;
    closeReason = reason;
  }
}
