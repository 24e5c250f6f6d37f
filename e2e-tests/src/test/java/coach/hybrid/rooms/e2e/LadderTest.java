package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.e2e.network.Networks;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * Two browsers on real networks: a call gets through by whatever the firewall leaves, from the
 * start and when it changes under the call. {@code ./rooms nets} measures more.
 */
class LadderTest {
  private static final Duration FIRST_MEDIA = Duration.ofSeconds(20);
  private static final Duration NEXT_MEDIA = Duration.ofSeconds(30);

  private static NetworkStage stage;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<String> whyNot = Networks.whyNot();
    assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
    stage = NetworkStage.open();
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
  }

  @BeforeEach
  void createRoom() throws IOException, InterruptedException {
    stage.newRoom();
  }

  private static void assertMediaBy(String path, Restriction restriction)
      throws IOException, InterruptedException {
    stage.networks().restrict(restriction);
    double calledAt = stage.call();
    stage.awaitMedia(FIRST_MEDIA);
    awaitPath(path);
    for (Hearing hearing : stage.hearings()) {
      System.out.printf(
          "%s, %s: %s, media after %.0f ms%n",
          restriction.words(), hearing.words(), hearing.path(), hearing.mediaAt() - calledAt);
    }
  }

  private static void awaitPath(String path) {
    Await.until(
        () -> path + " everywhere; " + stage.describe(),
        NEXT_MEDIA,
        () -> stage.hearings().stream().allMatch(hearing -> path.equals(hearing.path())));
    stage.awaitAlive(FIRST_MEDIA);
  }

  @Test
  void onAnOpenNetworkMediaGoesDirectly() throws IOException, InterruptedException {
    assertMediaBy("direct", Restriction.OPEN);
  }

  @Test
  void whereUdpBetweenPeersIsBlockedTurnCarriesIt() throws IOException, InterruptedException {
    assertMediaBy("turn-udp", Restriction.NO_PEER_UDP);
  }

  @Test
  void whereAllUdpIsBlockedTurnOverTcpCarriesIt() throws IOException, InterruptedException {
    assertMediaBy("turn-tcp", Restriction.NO_UDP);
  }

  @Test
  void whereOnlyTheWebsPortsAreOpenTurnOverTlsCarriesIt() throws IOException, InterruptedException {
    assertMediaBy("turn-tls", Restriction.ONLY_WEB);
  }

  @Test
  void whereOnlyTheHttpPortIsOpenTheServiceCarriesItAndThePageSaysSo()
      throws IOException, InterruptedException {
    assertMediaBy("relay", Restriction.ONLY_HTTP);
    for (Participant person : List.of(stage.coach(), stage.client())) {
      person.find("summary", "Good connection, on the relay");
    }
    assertEquals(safetyWords(stage.coach()), safetyWords(stage.client()));
    assertTrue(safetyWords(stage.coach()).matches("(\\w+ ){3}\\w+"), stage::describe);
    stage.coach().find("summary", "Good connection, on the relay").click();
    Gallery gallery = new Gallery();
    gallery.inspect(stage.coach(), "call-coach-relay");
    assertEquals(List.of(), gallery.faults());
    assertTheScreenIsSeenBesideTheCamera();
  }

  private static void assertTheScreenIsSeenBesideTheCamera() {
    Participant client = stage.client();
    String screen = NetworkStage.COACH + "'s screen";
    stage.coach().button("Share screen").click();
    Await.until(
        () -> "the coach's screen; " + stage.describe(),
        NEXT_MEDIA,
        () ->
            MediaProbe.read(client.driver())
                .tile(screen)
                .filter(tile -> tile.firstFrameAt() > 0)
                .isPresent());
    stage.awaitAlive(NEXT_MEDIA);
    stage.coach().button("Share screen").click();
    client.await("the screen to go", () -> !client.has("figure", screen));
  }

  private static String safetyWords(Participant person) {
    String said =
        person
            .driver()
            .findElement(By.cssSelector("figure:not([aria-label=You]) [data-part=link-safety]"))
            .getDomProperty("textContent");
    return said.substring(said.indexOf(": ") + 2);
  }

  @Test
  void aCallOutlivesTheFirewallAndGoesBackToTheBestPath() throws IOException, InterruptedException {
    assertMediaBy("direct", Restriction.OPEN);
    stage.networks().restrict(Restriction.ONLY_HTTP);
    awaitPath("relay");
    stage.networks().restrict(Restriction.OPEN);
    awaitPath("direct");
  }
}
