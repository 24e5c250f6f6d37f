package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.server.room.link.RoomFigures.Bandwidth;
import coach.hybrid.rooms.server.room.link.RoomFigures.Fallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the people of one room have reported of their links. A report costs as much as it has
 * links; what nobody can have measured is not believed. Only touched by the thread that drains the
 * room's mailbox.
 */
public final class LinkBook {
  /** More ends than this no room has; nobody can make us remember more. */
  static final int MAX_ENDS = 256;

  private static final int MAX_PEOPLE = 64;

  /** Whoever counts. */
  public interface Listener {
    /** A report was believed; the link went by that path before. */
    void reported(LinkReport report, LinkPath before);

    /** A link that went by this path is no more. */
    void parted(LinkPath path);
  }

  /**
   * A link in a report, between two who are here.
   *
   * @param pages a number that no two pairs of pages share
   */
  public record Told(LinkReport report, long pages) {}

  private record Key(String id, String peer) {}

  private final Map<Key, End> ends = new LinkedHashMap<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Set<Fallback> fallbacks = new LinkedHashSet<>();
  private long refused;

  /** Takes one message. */
  public void take(String id, boolean human, List<Told> all, Instant now, Listener listener) {
    List<Person.Believed> believed = new ArrayList<>();
    for (Told told : all) {
      LinkReport report = told.report();
      End end = endOf(id, report.peerId());
      if (end == null) {
        refused++;
        continue;
      }
      LinkPath before = end.path();
      end.meet(told.pages());
      long period = end.periodOf(report, now);
      if (!Plausible.check(report, period)) {
        refused++;
        part(before, end, listener);
        continue;
      }
      end.take(report, period, now);
      Fallback fallback = fallback(report.path());
      if (fallback != null) {
        fallbacks.add(fallback);
      }
      believed.add(new Person.Believed(report, period));
      listener.reported(report, before);
    }
    Person person = personOf(id, human);
    if (person != null) {
      person.take(believed, now);
    }
  }

  /** Another page has come, and its first report is not believed. */
  private static void part(LinkPath before, End end, Listener listener) {
    if (before != end.path()) {
      listener.parted(before);
    }
  }

  private @Nullable End endOf(String id, String peer) {
    Key key = new Key(id, peer);
    End known = ends.get(key);
    if (known == null && ends.size() < MAX_ENDS) {
      known = new End(id, peer);
      ends.put(key, known);
    }
    return known;
  }

  private @Nullable Person personOf(String id, boolean human) {
    Person known = people.get(id);
    if (known == null && people.size() < MAX_PEOPLE) {
      known = new Person(id, human);
      people.put(id, known);
    }
    return known;
  }

  private static @Nullable Fallback fallback(LinkPath path) {
    return switch (path) {
      case NONE, DIRECT -> null;
      case TURN_UDP -> Fallback.TURN;
      case TURN_TCP, TURN_TLS -> Fallback.TURN_TCP;
      case RELAY -> Fallback.WEBSOCKET;
    };
  }

  /** Somebody has gone, and with him every link to him. */
  public void leave(String id, Listener listener) {
    for (End end : ends.values()) {
      if (end.id.equals(id) || end.peer.equals(id)) {
        if (end.path() != LinkPath.NONE) {
          listener.parted(end.path());
        }
        end.part();
      }
    }
  }

  /** Links in reports that were not believed. */
  public long refused() {
    return refused;
  }

  /** How it is now, for readers on any thread. */
  public RoomFigures view() {
    List<LinkFigures> links = ends.values().stream().map(End::view).toList();
    List<RoomFigures.Person> persons =
        people.values().stream().map(person -> person.view(sumsOf(person.id))).toList();
    return new RoomFigures(persons, links, bandwidth(), regained(), List.copyOf(fallbacks));
  }

  private Sums sumsOf(String id) {
    Sums sums = Sums.NONE;
    for (End end : ends.values()) {
      if (end.id.equals(id)) {
        sums = sums.plus(end.sums());
      }
    }
    return sums;
  }

  private @Nullable Bandwidth bandwidth() {
    long millis = 0;
    long sent = 0;
    long received = 0;
    long peakSent = 0;
    long peakReceived = 0;
    for (Person person : people.values()) {
      if (person.isHuman()) {
        millis += person.millis();
        sent += person.sent();
        received += person.received();
        peakSent = Math.max(peakSent, person.peakSent());
        peakReceived = Math.max(peakReceived, person.peakReceived());
      }
    }
    if (millis == 0) {
      return null;
    }
    long up = sent * 8_000 / millis;
    long down = received * 8_000 / millis;
    // Of a call too short for a peak the average is the most that is known.
    return new Bandwidth(Math.max(peakSent, up), Math.max(peakReceived, down), up, down);
  }

  /** Both ends notice that a link is back: that is once. */
  private int regained() {
    Map<Key, Integer> most = new HashMap<>();
    for (End end : ends.values()) {
      boolean inOrder = end.id.compareTo(end.peer) < 0;
      Key pair = inOrder ? new Key(end.id, end.peer) : new Key(end.peer, end.id);
      most.merge(pair, end.regained(), Math::max);
    }
    return most.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What is to be kept; null if nothing was reported. */
  public @Nullable LinksRecord write() {
    return ends.isEmpty()
        ? null
        : new LinksRecord(
            ends.values().stream().map(End::write).toList(),
            people.values().stream().map(Person::write).toList(),
            fallbacks.stream().map(Fallback::wireName).toList());
  }

  /** After a restart. */
  public void restore(@Nullable LinksRecord stored) {
    if (stored == null) {
      return;
    }
    for (LinksRecord.End end : stored.ends()) {
      ends.put(new Key(end.id(), end.peer()), End.read(end));
    }
    for (LinksRecord.Person person : stored.people()) {
      people.put(person.id(), Person.read(person));
    }
    for (String name : stored.fallbacks()) {
      for (Fallback fallback : Fallback.values()) {
        if (fallback.wireName().equals(name)) {
          fallbacks.add(fallback);
        }
      }
    }
  }
}
