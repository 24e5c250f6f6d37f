package coach.hybrid.rooms.tools.orb.talk;

import java.util.List;

/**
 * What the orb knows when it is about to speak.
 *
 * @param people who is in the room
 * @param heard what was said last, oldest first; empty where nothing is transcribed
 */
public record Situation(Occasion occasion, List<Person> people, List<Line> heard) {
  /** One participant and how long he has spoken. */
  public record Person(String name, long spokenMillis) {}

  /** One utterance of anybody, the orb included. */
  public record Line(String name, String text) {}

  public Situation {
    people = List.copyOf(people);
    heard = List.copyOf(heard);
  }
}
