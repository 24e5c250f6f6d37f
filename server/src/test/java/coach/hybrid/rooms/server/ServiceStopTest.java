package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ServiceStopTest {
  @Test
  void stoppingClosesEverySocketWithGoingAwayAndLogsNoFailure() throws Exception {
    try (RunningService service = new RunningService("WS_ECHO", "true")) {
      String room = service.newRoom();
      try (RawSocket coach = service.join("coach", room);
          RawSocket client = service.join("client", room);
          RawSocket echo = RawSocket.open(service.port(), "/ws-echo");
          RawSocket notJoined = service.socket("client", room)) {
        assertEquals(101, echo.status());
        notJoined.text("{\"type\":\"ping\"}");
        notJoined.readUntil("pong");
        Thread stopping = Thread.ofVirtual().start(service::stop);
        for (RawSocket socket : new RawSocket[] {coach, client, notJoined, echo}) {
          RawSocket.Frame close = socket.readClose();
          assertEquals(1001, close.closeCode());
          assertEquals("service restarts, reconnect", close.closeReason());
          socket.frame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xe9});
        }
        stopping.join();
      }
      assertFalse(service.log().contains("ERROR"), service.log());
    }
  }
}
