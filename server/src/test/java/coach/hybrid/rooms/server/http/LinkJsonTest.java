package coach.hybrid.rooms.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.server.room.RoomLinks;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.link.LinkBook;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of a short call, worked out by hand, to the letter of seed 001. */
class LinkJsonTest implements LinkBook.Listener {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final RoomSpec SPEC =
      new RoomSpec(
          "room-1",
          "session-1",
          new RoomSpec.Person("coach-1", "Ada"),
          new RoomSpec.Person("client-1", "Zoë"),
          new RoomSpec.OrbSpec(true, "supportive", "default"),
          null,
          Duration.ofHours(1),
          new RoomSpec.Features(false, true, true, true),
          null);

  private final LinkBook book = new LinkBook();
  private Instant now = Instant.parse("2026-06-30T15:00:00Z");

  @Override
  public void reported(LinkReport report, LinkPath before) {}

  @Override
  public void parted(LinkPath path) {}

  private static LinkReport report(String peer, LinkPath path, int roundTrip, int lost) {
    return new LinkReport(
        peer,
        path,
        LinkQuality.GOOD,
        "host/udp > host/udp",
        roundTrip,
        3,
        10_000,
        1_000 - lost,
        lost,
        1_250_000,
        2_500_000,
        5,
        240,
        100,
        1);
  }

  private void tell(String from, LinkReport... reports) {
    List<LinkBook.Told> told = new ArrayList<>();
    for (LinkReport report : reports) {
      told.add(new LinkBook.Told(report, 1));
    }
    book.take(from, !from.startsWith("ai-"), told, now, this);
  }

  private RoomLinks links(int reconnections) {
    return new RoomLinks(
        book.view(), List.of(), List.of(), new RoomLinks.Counters(0, 0, 0, reconnections, 0, 0));
  }

  private JsonElement metrics(int reconnections) {
    return GSON.toJsonTree(LinkJson.metrics(SPEC, links(reconnections)));
  }

  private static JsonElement golden(String name) throws IOException {
    try (InputStream in = LinkJsonTest.class.getResourceAsStream("/golden/" + name)) {
      assertNotNull(in, name);
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aCallThatNobodyMeasuredIsNullsAndNoughts() throws IOException {
    assertEquals(golden("analytics-unmeasured.json"), metrics(0));
  }

  @Test
  void aCallThatFellToTheRelayAndCameBackIsToldAsItWas() throws IOException {
    now = now.plusSeconds(10);
    tell("coach-1", report("client-1", LinkPath.DIRECT, 20, 0));
    tell("client-1", report("coach-1", LinkPath.DIRECT, 30, 10));
    now = now.plusSeconds(10);
    tell("coach-1", report("client-1", LinkPath.NONE, 0, 0));
    tell("client-1", report("coach-1", LinkPath.RELAY, 90, 2));
    now = now.plusSeconds(10);
    tell(
        "coach-1",
        report("client-1", LinkPath.TURN_UDP, 40, 3),
        report("ai-orb-session-1", LinkPath.DIRECT, 3, 0));
    tell("ai-orb-session-1", report("coach-1", LinkPath.DIRECT, 3, 0));
    assertEquals(golden("analytics.json"), metrics(2));
  }
}
