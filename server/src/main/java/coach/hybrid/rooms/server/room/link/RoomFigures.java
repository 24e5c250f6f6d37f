package coach.hybrid.rooms.server.room.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all links of a room; what was not measured is null.
 *
 * @param bandwidth of its people, not of an assistant
 * @param pathsRegained how often two heard each other again who had not
 * @param fallbacks in the order in which they were needed
 */
public record RoomFigures(
    List<Person> people,
    List<LinkFigures> links,
    @Nullable Bandwidth bandwidth,
    int pathsRegained,
    List<Fallback> fallbacks) {
  public static final RoomFigures NONE = new RoomFigures(List.of(), List.of(), null, 0, List.of());

  public RoomFigures {
    people = List.copyOf(people);
    links = List.copyOf(links);
    fallbacks = List.copyOf(fallbacks);
  }

  /** One participant's connection to all others. */
  public record Person(
      String participantId,
      @Nullable Integer averageRoundTripMillis,
      @Nullable Double lossPercent,
      History history) {}

  /** Bits a second of one person: of whoever needed most, and of one on the average. */
  public record Bandwidth(
      long peakUpload, long peakDownload, long averageUpload, long averageDownload) {}

  /** A way round a network that lets nothing through directly, by seed 001's kind of name. */
  public enum Fallback {
    TURN("TURN"),
    TURN_TCP("TURN-TCP"),
    WEBSOCKET("WEBSOCKET");

    private final String wireName;

    Fallback(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /** Null if nothing is known of that participant. */
  public @Nullable Person person(String participantId) {
    for (Person person : people) {
      if (person.participantId().equals(participantId)) {
        return person;
      }
    }
    return null;
  }
}
