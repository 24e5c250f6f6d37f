package coach.hybrid.rooms.server.summary.extractive;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** How much of what is right was found, and how much of what was found is right. */
record Score(
    int topics,
    int topicsFound,
    int topicsNamed,
    int topicsNamedRightly,
    int actions,
    int actionsFound,
    int actionsNamed,
    int whoRight,
    int whenRight) {
  static final Score NONE = new Score(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Score of(Extract extract, ScriptedSession.Answers answers) {
    int found =
        count(answers.topics(), names -> extract.topics().stream().anyMatch(t -> isOne(t, names)));
    int rightly =
        count(extract.topics(), topic -> answers.topics().stream().anyMatch(n -> isOne(topic, n)));
    int actionsFound = 0;
    int whoRight = 0;
    int whenRight = 0;
    for (ScriptedSession.Action action : answers.actions()) {
      List<ActionItem> named =
          extract.actionItems().stream().filter(item -> isSaid(item, action)).toList();
      actionsFound += named.isEmpty() ? 0 : 1;
      whoRight += named.stream().anyMatch(item -> item.who().equals(action.who())) ? 1 : 0;
      whenRight +=
          named.stream().anyMatch(item -> Objects.equals(item.when(), action.when())) ? 1 : 0;
    }
    return new Score(
        answers.topics().size(),
        found,
        extract.topics().size(),
        rightly,
        answers.actions().size(),
        actionsFound,
        extract.actionItems().size(),
        whoRight,
        whenRight);
  }

  private static <T> int count(List<T> of, java.util.function.Predicate<T> right) {
    return (int) of.stream().filter(right).count();
  }

  private static boolean isSaid(ActionItem item, ScriptedSession.Action action) {
    String what = item.what().toLowerCase(Locale.ROOT);
    return action.words().stream().allMatch(what::contains);
  }

  /** One has all the words of the other. */
  private static boolean isOne(String topic, List<String> names) {
    Set<String> words = words(topic);
    return names.stream()
        .map(Score::words)
        .anyMatch(name -> name.containsAll(words) || words.containsAll(name));
  }

  private static Set<String> words(String text) {
    return new HashSet<>(
        Arrays.asList(text.toLowerCase(Locale.ROOT).replaceAll("s\\b", "").split(" ", -1)));
  }

  Score plus(Score other) {
    return new Score(
        topics + other.topics,
        topicsFound + other.topicsFound,
        topicsNamed + other.topicsNamed,
        topicsNamedRightly + other.topicsNamedRightly,
        actions + other.actions,
        actionsFound + other.actionsFound,
        actionsNamed + other.actionsNamed,
        whoRight + other.whoRight,
        whenRight + other.whenRight);
  }

  double topicRecall() {
    return topicsFound / (double) topics;
  }

  double topicPrecision() {
    return topicsNamedRightly / (double) topicsNamed;
  }

  double actionRecall() {
    return actionsFound / (double) actions;
  }

  double actionPrecision() {
    return actionsFound / (double) actionsNamed;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %d of %d | %d of %d | %d of %d | %d of %d | %d | %d |",
        topicsFound,
        topics,
        topicsNamedRightly,
        topicsNamed,
        actionsFound,
        actions,
        actionsFound,
        actionsNamed,
        whoRight,
        whenRight);
  }
}
