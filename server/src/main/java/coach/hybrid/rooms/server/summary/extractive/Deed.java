package coach.hybrid.rooms.server.summary.extractive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Which verbs are something to do, and which only carry a conversation on. */
final class Deed {
  /** Asked for, these are done at once, by speaking. */
  private static final Set<String> TALK =
      words(
          """
          say tell describe imagine explain think elaborate remember guess repeat hear see feel know
          believe wonder notice suppose mean wait pause picture recall relate respond summarise
          summarize expand unpack name rate\
          """);

  /** Said of oneself, these promise nothing. */
  private static final Set<String> STATES =
      words(
          """
          be have see say admit guess think know feel need miss regret die lose end like love hate
          want understand let get fail forget remember wait believe never not probably always just
          tell notice panic hope wish agree live survive manage cope stay sound seem become happen
          break drop fall sleep cry wonder suppose mean stop start begin do assume bet owe\
          """);

  /** Asked for, these are done later even if nobody says when. */
  private static final Set<String> TASKS =
      words(
          """
          send write keep track draft book schedule email mail phone practise practice prepare read
          bring list note record complete fill review block message print buy order sign register
          invite update create build collect research contact arrange organise organize plan test
          forward upload submit document journal log find\
          """);

  private Deed() {}

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.strip().split("\\s+", -1)));
  }

  static boolean isTalk(String verb) {
    return TALK.contains(verb.toLowerCase(Locale.ROOT));
  }

  static boolean isState(String verb) {
    return STATES.contains(verb.toLowerCase(Locale.ROOT));
  }

  static boolean isTask(String verb) {
    return TASKS.contains(verb.toLowerCase(Locale.ROOT));
  }
}
