package coach.hybrid.rooms.tools.orb.talk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What the orb says on its own, with no language model: it greets, reflects what it really noticed,
 * asks open questions and closes. It never claims to have understood. Touched by one thread.
 */
public final class Repertoire {
  private static final List<String> SUPPORTIVE =
      List.of(
          "What feels most important in that for you?",
          "What would a good next step look like?",
          "Take the time you need. What else belongs to this?",
          "What has helped you with something like this before?",
          "How would you notice that it is getting better?");
  private static final List<String> ANALYTICAL =
      List.of(
          "Which part of that can you influence yourself?",
          "What would have to be true for that to work?",
          "What are the facts here, and what is a guess?",
          "What have you already tried, and what came of it?",
          "How will you know that it worked?");
  private static final List<String> MOTIVATIONAL =
      List.of(
          "What is the smallest step you could take this week?",
          "What makes this worth the effort for you?",
          "What would you do if you knew it would work out?",
          "Which of your strengths helps you here?",
          "By when do you want to have tried it?");

  private static final String WHAT_IT_IS =
      "I am the assistant, a computer program, and mostly listen.";
  private static final String A_PAUSE = "I notice a pause.";
  private static final String LITTLE_TIME = "We have a few minutes left.";
  private static final String WHAT_STAYS = "What do you want to take with you from today?";

  private static final int LONGEST_QUOTE_CHARS = 70;
  private static final int SHORTEST_QUOTE_CHARS = 15;

  private final List<String> questions;
  private final RandomGenerator random;
  private final List<String> unasked = new ArrayList<>();
  private int turns;
  private String lastQuote = "";
  private String quoteBefore = "";
  private String lastQuestion = "";

  public Repertoire(String personality, RandomGenerator random) {
    this.questions =
        switch (personality.toLowerCase(Locale.ROOT)) {
          case "analytical" -> ANALYTICAL;
          case "motivational", "motivating" -> MOTIVATIONAL;
          default -> SUPPORTIVE;
        };
    this.random = random;
  }

  /** One or two sentences for this occasion. */
  public List<String> lines(Situation situation) {
    return switch (situation.occasion()) {
      case GREETING -> greeting(situation);
      case PAUSE -> remark(situation);
      case CLOSING -> closing(situation);
    };
  }

  private List<String> greeting(Situation situation) {
    List<String> names = situation.people().stream().map(Situation.Person::name).toList();
    String whom = names.isEmpty() ? "" : " " + String.join(" and ", names);
    return List.of("Hello" + whom + ".", WHAT_IT_IS);
  }

  /** All sentences that name nobody and quote nothing, in the order they are probably needed. */
  public List<String> usual() {
    List<String> usual = new ArrayList<>();
    usual.add(WHAT_IT_IS);
    usual.addAll(questions);
    usual.addAll(List.of(A_PAUSE, LITTLE_TIME, WHAT_STAYS));
    return usual;
  }

  /** The last remark was not said after all: it may come again. */
  public void takeBack() {
    if (!lastQuestion.isEmpty()) {
      unasked.add(lastQuestion);
      lastQuestion = "";
      lastQuote = quoteBefore;
      turns--;
    }
  }

  /** Every other time a reflection leads to the question, if there is something to reflect. */
  private List<String> remark(Situation situation) {
    List<String> lines = new ArrayList<>();
    quoteBefore = lastQuote;
    if (turns++ % 2 == 1) {
      reflection(situation, lines);
    }
    lines.add(question());
    return lines;
  }

  private void reflection(Situation situation, List<String> lines) {
    String quote = quotable(situation);
    if (!quote.isEmpty() && !quote.equals(lastQuote)) {
      lastQuote = quote;
      lines.add("I heard: " + quote + ".");
      return;
    }
    List<Situation.Person> byTalk =
        situation.people().stream()
            .sorted(Comparator.comparingLong(Situation.Person::spokenMillis).reversed())
            .toList();
    if (byTalk.size() == 2
        && byTalk.getFirst().spokenMillis() > 3 * byTalk.getLast().spokenMillis()) {
      lines.add(byTalk.getLast().name() + ", we have heard less from you so far.");
    } else {
      lines.add(A_PAUSE);
    }
  }

  /** Of the people's words, never of its own. */
  private String quotable(Situation situation) {
    Set<String> names =
        situation.people().stream().map(Situation.Person::name).collect(Collectors.toSet());
    for (Situation.Line line : situation.heard().reversed()) {
      if (!names.contains(line.name())) {
        continue;
      }
      String text = line.text().strip().replaceAll("[.!?]+$", "");
      if (text.length() >= SHORTEST_QUOTE_CHARS && text.length() <= LONGEST_QUOTE_CHARS) {
        return text;
      }
    }
    return "";
  }

  /** None is asked twice before all have been asked. */
  private String question() {
    if (unasked.isEmpty()) {
      unasked.addAll(questions);
    }
    lastQuestion = unasked.remove(random.nextInt(unasked.size()));
    return lastQuestion;
  }

  private List<String> closing(Situation situation) {
    List<String> lines = new ArrayList<>();
    lines.add(LITTLE_TIME);
    String quote = quotable(situation);
    if (!quote.isEmpty()) {
      lines.add("The last I heard was: " + quote + ".");
    }
    lines.add(WHAT_STAYS);
    return lines;
  }
}
