package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ServiceStopTest {
  @Test
  void stoppingClosesEverySocketWithGoingAwayAndLogsNoFailure() throws Exception {
    try (RunningService service = new RunningService()) {
      String room = service.newRoom();
      try (RawSocket coach = service.join("coach", room);
          RawSocket client = service.join("client", room);
          RawSocket notJoined = service.socket("client", room)) {
        notJoined.text("{\"type\":\"ping\"}");
        notJoined.readUntil("pong");
        Thread stopping = Thread.ofVirtual().start(service::stop);
        for (RawSocket socket : new RawSocket[] {coach, client, notJoined}) {
          assertEquals(1001, socket.readCloseCode());
          socket.frame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xe9});
        }
        stopping.join();
      }
      assertFalse(service.log().contains("ERROR"), service.log());
    }
  }
}
