package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's first command ends in a call. */
class DemoTest {
  private static final int JOINS = 10;

  /** Far above what a join takes: a broken join is caught. */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(15);

  private static final long GOAL_MILLIS = 2_000;

  private Demo demo;

  @BeforeEach
  void start() throws IOException {
    demo = Demo.start();
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  /**
   * The time from the second one's click on Join until both see and hear the other, ten times; both
   * pages note it by this machine's one clock.
   */
  @Test
  void theTwoPrintedLinksReachACallEveryTime() throws IOException {
    List<Long> millis = new ArrayList<>();
    try (Participant coach = Participant.withFakeDevices();
        Participant client = Participant.withFakeDevices()) {
      coach.browser().addToEveryPage(CallProbe.NOTE_ARRIVALS);
      client.browser().addToEveryPage(CallProbe.NOTE_ARRIVALS);
      coach.join(demo.coach());
      awaitAssistant(coach);
      for (int i = 0; i < JOINS; i++) {
        client.open(demo.client());
        client.find("meter", "Microphone level");
        client.button("Join").click();
        Await.until(
            () -> "media both ways; coach " + coach.links() + ", client " + client.links(),
            JOIN_LIMIT,
            () -> arrivedAt(coach) > 0 && arrivedAt(client) > 0);
        long clickedAt = CallProbe.clickedAt(client.driver());
        millis.add(Math.max(arrivedAt(coach), arrivedAt(client)) - clickedAt);
        coach.awaitMedia(2);
        client.awaitPictures(2);
        client.button("Leave").click();
        coach.await("the client to go", () -> coach.remoteTiles().size() == 1);
      }
    }
    Collections.sort(millis);
    long median = (millis.get(JOINS / 2 - 1) + millis.get(JOINS / 2)) / 2;
    String report = "join to media both ways, ms: median %d of %s".formatted(median, millis);
    System.out.println(report);
    Files.writeString(Service.OUTPUT.resolve("join-times.txt"), report + "\n");
    assertTrue(median < GOAL_MILLIS, report);
  }

  /** It comes by itself once the coach is there, and says hello. */
  private static void awaitAssistant(Participant coach) {
    coach.await("the assistant", () -> coach.remoteTiles().contains("AI Assistant"));
    coach.awaitMedia(1);
  }

  /** When pictures and sound first came on the link between the two people; 0 if they did not. */
  private static long arrivedAt(Participant person) {
    return person.links().stream()
        .filter(link -> !link.isOfTheAssistant())
        .mapToLong(CallProbe.LinkStats::arrivedAt)
        .max()
        .orElse(0);
  }

  @Test
  void whereOnlyARelayGetsThroughTheCallGoesThroughCoturn() {
    try (Participant coach = Participant.withFakeDevices();
        Participant client = Participant.withFakeDevices()) {
      for (Participant person : List.of(coach, client)) {
        person
            .browser()
            .addToEveryPage("window.probeConfiguration = {iceTransportPolicy: 'relay'};");
      }
      coach.join(demo.coach());
      client.join(demo.client());
      coach.awaitPictures(2);
      client.awaitPictures(2);
      for (Participant person : List.of(coach, client)) {
        person.links().forEach(link -> assertEquals("relay", link.local()));
      }
    }
  }
}
