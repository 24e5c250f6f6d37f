package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.RelayTally;
import coach.hybrid.rooms.server.room.RoomLinks;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.link.History;
import coach.hybrid.rooms.server.room.link.LinkFigures;
import coach.hybrid.rooms.server.room.link.PathChange;
import coach.hybrid.rooms.server.room.link.Point;
import coach.hybrid.rooms.server.room.link.RoomFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How links are shown: as seed 001's analytics, and to people who look for a fault. */
final class LinkJson {
  private LinkJson() {}

  /** The part of seed 001's metrics that is about connections, and what ours adds. */
  static Map<String, @Nullable Object> metrics(RoomSpec room, RoomLinks links) {
    RoomFigures figures = links.figures();
    RoomFigures.Bandwidth rates = figures.bandwidth();
    Map<String, @Nullable Object> bandwidth = Json.object();
    bandwidth.put("peakUpload", rates == null ? null : rates.peakUpload());
    bandwidth.put("peakDownload", rates == null ? null : rates.peakDownload());
    bandwidth.put("averageUpload", rates == null ? null : rates.averageUpload());
    bandwidth.put("averageDownload", rates == null ? null : rates.averageDownload());
    Map<String, @Nullable Object> qualities = Json.object();
    Map<String, @Nullable Object> history = Json.object();
    for (Role role : List.of(Role.COACH, Role.CLIENT)) {
      RoomFigures.Person person = figures.person(room.userIdOf(role));
      Map<String, @Nullable Object> quality = Json.object();
      quality.put("averageRTT", person == null ? null : person.averageRoundTripMillis());
      quality.put("packetLoss", person == null ? null : person.lossPercent());
      qualities.put(role.wireName(), quality);
      history.put(role.wireName(), person == null ? null : history(person.history()));
    }
    Map<String, @Nullable Object> metrics = Json.object();
    metrics.put("connectionQuality", qualities);
    metrics.put("bandwidth", bandwidth);
    metrics.put("reconnections", links.counters().reconnections() + figures.pathsRegained());
    metrics.put(
        "fallbacksUsed", figures.fallbacks().stream().map(RoomFigures.Fallback::wireName).toList());
    metrics.put("links", figures.links().stream().map(LinkJson::sums).toList());
    metrics.put("history", history);
    return metrics;
  }

  private static Map<String, @Nullable Object> sums(LinkFigures link) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("participantId", link.participantId());
    body.put("peerId", link.peerId());
    body.put("averageRTT", link.averageRoundTripMillis());
    body.put("packetLoss", link.lossPercent());
    body.put("jitter", link.averageJitterMillis());
    body.put("concealed", link.concealedPercent());
    body.put("frozen", Duration.ofMillis(link.freezeMillis()).toSeconds());
    body.put("restarts", link.restarts());
    body.put("pathChanges", link.pathChanges());
    body.put("paths", link.paths().stream().map(LinkJson::change).toList());
    return body;
  }

  private static Map<String, @Nullable Object> change(PathChange change) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("time", Rooms.iso(change.at()));
    body.put("path", change.path().wireName());
    return body;
  }

  /** A column for each figure: each value holds from the second before until its own. */
  private static Map<String, @Nullable Object> history(History history) {
    List<Integer> until = new ArrayList<>();
    List<@Nullable Integer> roundTrip = new ArrayList<>();
    List<@Nullable Double> loss = new ArrayList<>();
    List<Long> up = new ArrayList<>();
    List<Long> down = new ArrayList<>();
    List<String> path = new ArrayList<>();
    for (Point point : history.points()) {
      until.add(point.untilSeconds());
      roundTrip.add(point.roundTripMillis() == 0 ? null : point.roundTripMillis());
      loss.add(point.path() == LinkPath.NONE ? null : point.lossPermille() / 10.0);
      up.add(point.upKbps() * 1_000L);
      down.add(point.downKbps() * 1_000L);
      path.add(point.path().wireName());
    }
    Map<String, @Nullable Object> body = Json.object();
    body.put("begin", Rooms.iso(history.begun()));
    body.put("seconds", until);
    body.put("rtt", roundTrip);
    body.put("packetLoss", loss);
    body.put("upload", up);
    body.put("download", down);
    body.put("path", path);
    return body;
  }

  /** Everything there is to see of the links of a room now. */
  static Map<String, @Nullable Object> live(
      RoomSnapshot room, RoomLinks links, boolean withHistory, Instant now) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("status", room.status().wireName());
    body.put("time", Rooms.iso(now));
    body.put("startTime", Rooms.iso(room.actualStart()));
    body.put("seats", links.seats().stream().map(seat -> seat(seat, now)).toList());
    body.put("links", links.figures().links().stream().map(link -> live(link, now)).toList());
    body.put("timers", links.alarms().stream().map(alarm -> timer(alarm, now)).toList());
    body.put("counters", counters(links));
    if (withHistory) {
      body.put("history", histories(room, links));
    }
    return body;
  }

  private static Map<String, @Nullable Object> seat(RoomLinks.SeatView seat, Instant now) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("participantId", seat.userId());
    body.put("name", seat.name());
    body.put("participantType", type(seat.role()));
    body.put("joinedAt", Rooms.iso(seat.joinedAt()));
    body.put("connected", seat.lostAt() == null);
    body.put("graceSeconds", seat.graceUntil() == null ? null : seconds(now, seat.graceUntil()));
    body.put("losses", seat.losses());
    body.put("pages", seat.pages());
    body.put("mediaId", seat.mediaId());
    body.put("legacy", seat.legacy());
    body.put("waitingMessages", seat.waitingMessages());
    body.put("relaySocket", seat.relay() != null);
    body.put("relay", seat.relay() == null ? null : tally(seat.relay()));
    body.put("voiceSocket", seat.voiceSocket());
    body.put("audio", seat.media().audio());
    body.put("video", seat.media().video());
    body.put("screen", seat.media().screen());
    return body;
  }

  private static Map<String, @Nullable Object> tally(RelayTally relay) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("framesIn", relay.framesIn());
    body.put("framesOut", relay.framesOut());
    body.put("dropped", relay.dropped());
    body.put("waitingBytes", relay.waitingOctets());
    return body;
  }

  private static String type(Role role) {
    return role == Role.AI ? "aiOrb" : role.wireName();
  }

  private static long seconds(Instant from, Instant until) {
    return Math.max(0, Duration.between(from, until).toSeconds());
  }

  private static Map<String, @Nullable Object> live(LinkFigures link, Instant now) {
    Map<String, @Nullable Object> body = sums(link);
    LinkReport last = link.last();
    Instant at = link.lastAt();
    body.put("last", last == null || at == null ? null : report(last, seconds(at, now)));
    return body;
  }

  private static Map<String, @Nullable Object> report(LinkReport last, long age) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("age", age);
    body.put("path", last.path().wireName());
    body.put("quality", last.quality().wireName());
    body.put("pair", last.pair());
    body.put("rtt", last.roundTripMillis() == 0 ? null : last.roundTripMillis());
    body.put("jitter", last.jitterMillis());
    body.put("packetLoss", percent(last.packetsLost(), last.packetsReceived()));
    body.put("upload", rate(last.bytesSent(), last.periodMillis()));
    body.put("download", rate(last.bytesReceived(), last.periodMillis()));
    body.put("concealed", last.concealedPermille() / 10.0);
    body.put("frames", last.framesDecoded());
    body.put("freezeMillis", last.freezeMillis());
    body.put("restarts", last.restarts());
    body.put("periodMillis", last.periodMillis());
    return body;
  }

  private static @Nullable Double percent(long lost, long received) {
    return lost + received == 0 ? null : Math.round(lost * 1_000.0 / (lost + received)) / 10.0;
  }

  private static @Nullable Long rate(long bytes, long millis) {
    return millis == 0 ? null : bytes * 8_000 / millis;
  }

  private static Map<String, @Nullable Object> timer(RoomLinks.Alarm alarm, Instant now) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("name", alarm.name());
    body.put("seconds", seconds(now, alarm.at()));
    return body;
  }

  private static Map<String, @Nullable Object> counters(RoomLinks links) {
    RoomLinks.Counters counters = links.counters();
    Map<String, @Nullable Object> body = Json.object();
    body.put("messages", counters.messages());
    body.put("commits", counters.commits());
    body.put("writtenChars", counters.writtenChars());
    body.put("socketsResumed", counters.reconnections());
    body.put("pathsRegained", links.figures().pathsRegained());
    body.put("reportsRefused", counters.refusedReports());
    body.put("heldForTheStore", counters.heldEffects());
    return body;
  }

  private static List<Map<String, @Nullable Object>> histories(RoomSnapshot room, RoomLinks links) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Role role : List.of(Role.COACH, Role.CLIENT)) {
      RoomFigures.Person person = links.figures().person(room.spec().userIdOf(role));
      if (person != null) {
        Map<String, @Nullable Object> body = Json.object();
        body.put("participantId", person.participantId());
        body.put("name", name(room, role));
        body.putAll(history(person.history()));
        all.add(body);
      }
    }
    return all;
  }

  private static String name(RoomSnapshot room, Role role) {
    return role == Role.COACH ? room.spec().coach().name() : room.spec().client().name();
  }
}
