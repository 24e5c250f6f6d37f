package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference orb where only the service's port is open: both ends by the real relay. */
class OrbByRelayTest {
  private static final Duration ORB_LIMIT = Duration.ofSeconds(40);

  /** From a voice to silence: some to hear it, some on the way, and some that has left already. */
  private static final long BARGE_IN_MILLIS = 700;

  @Test
  void itGreetsIsHeardHearsAndFallsSilentWhenSomebodySpeaks()
      throws IOException, InterruptedException {
    try (OrbManager manager = OrbManager.start(Map.of("ORB_TALK_PERCENT", "80"));
        Service service = Service.start(manager.settingsOfTheService())) {
      Order order = Order.of("Ada", "Cleo").withAssistant();
      RoomLinks room = service.mainApp().createRoom(order);
      String token =
          service
              .mainApp()
              .token(order, order.coach(), "coach", Instant.now().plus(order.tokenLife()));
      try (RelayedPerson coach =
          new RelayedPerson(service.origin(), room.roomId(), order.coach().userId(), token)) {
        Await.until(
            () -> "the orb's voice by the relay" + manager.log(),
            ORB_LIMIT,
            () -> coach.loudPieces() > 30);
        Await.until(
            () -> "the orb to ask for the relay" + manager.log(),
            ORB_LIMIT,
            () -> coach.hearsUsBy() == LinkPath.RELAY);
        Await.until("a greeting to end", ORB_LIMIT, () -> coach.orbState() == AiState.LISTENING);

        speakTwoSeconds(coach); // And be answered.
        Await.until(
            () -> "an answer" + manager.log(),
            ORB_LIMIT,
            () -> coach.orbState() == AiState.SPEAKING);
        int before = coach.loudPieces();
        Await.until("to hear it", ORB_LIMIT, () -> coach.loudPieces() > before + 20);

        long began = System.nanoTime();
        coach.hum(true);
        Await.until(
            () -> "the orb to fall silent" + manager.log(),
            ORB_LIMIT,
            () ->
                coach.orbState() != AiState.SPEAKING
                    && System.nanoTime() - coach.lastLoudNanos() > 300_000_000L);
        coach.hum(false);
        long silentAfter = (coach.lastLoudNanos() - began) / 1_000_000;
        System.out.println("silent " + silentAfter + " ms after a voice began");
        assertTrue(silentAfter < BARGE_IN_MILLIS, "silent after " + silentAfter + " ms");
      }
    }
  }

  private static void speakTwoSeconds(RelayedPerson person) {
    long begin = System.nanoTime();
    person.hum(true);
    Await.until(
        "two seconds",
        ORB_LIMIT,
        () -> System.nanoTime() - begin > Duration.ofSeconds(2).toNanos());
    person.hum(false);
  }
}
