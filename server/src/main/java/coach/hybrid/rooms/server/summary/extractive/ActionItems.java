package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.protocol.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is going to do what, and when: what people announce, and what they ask each other for and are
 * not refused. Used once, by one thread.
 */
final class ActionItems {
  private static final int MOST_ITEMS = 15;
  private static final int MOST_CHARS = 160;

  /** An answer comes at once, or after the assistant has said something. */
  private static final int ANSWER_TURNS = 3;

  private static final double SAME = 0.5;

  private static final Pattern REFUSAL =
      Pattern.compile(
          "^(?:(?:well|hm+|um|uh|honestly|sorry|thanks|look),? )*"
              + "(?:no\\b(?! problem| worries|,? (?:of course|that's fine|sure))|not\\b"
              + "|I(?:'d| would) rather not|I (?:can't|cannot|won't|don't think|couldn't)"
              + "|maybe (?:next|another|later)|I'm not sure|let me think)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MEETING =
      Pattern.compile(
          "\\b(?:meet|speak|talk|call|check-in|check in|session|catch up)\\b",
          Pattern.CASE_INSENSITIVE);

  private record Found(ActionItem item, int turn, boolean asked, Set<String> stems) {}

  private final List<Turn> turns;
  private final List<Found> found = new ArrayList<>();

  private ActionItems(List<Turn> turns) {
    this.turns = turns;
  }

  static List<ActionItem> of(List<Turn> turns, List<Sentence> sentences) {
    ActionItems items = new ActionItems(turns);
    for (Sentence sentence : sentences) {
      for (Clause clause : Clause.in(sentence.text())) {
        items.consider(sentence, clause);
      }
    }
    return items.found.stream().map(Found::item).limit(MOST_ITEMS).toList();
  }

  private void consider(Sentence sentence, Clause clause) {
    boolean own = isOwn(clause.kind());
    if (own && sentence.said().role() == Role.AI) {
      return; // It announces what it says next.
    }
    if (own && clause.isEcho()) {
      confirm(sentence, clause);
      return;
    }
    String other = other(sentence);
    String who = who(sentence, clause, other);
    if (who == null || !clause.isDeed() || refused(sentence, clause)) {
      return;
    }
    String speaker = sentence.said().name();
    String what =
        own
            ? other == null ? clause.what() : Perspective.ofPromise(clause.what(), other)
            : Perspective.ofRequest(clause.what(), speaker);
    add(sentence, who, what, clause);
  }

  private static boolean isOwn(Clause.Kind kind) {
    return switch (kind) {
      case PROMISE, INTENTION, TOGETHER, WE -> true;
      case REQUEST, ORDER -> false;
    };
  }

  private static @Nullable String who(Sentence sentence, Clause clause, @Nullable String other) {
    String speaker = sentence.said().name();
    return switch (clause.kind()) {
      case PROMISE, INTENTION -> speaker;
      case REQUEST, ORDER -> other;
      case TOGETHER -> both(sentence, other);
      case WE -> MEETING.matcher(clause.what()).find() ? both(sentence, other) : speaker;
    };
  }

  /** The coach's name first, whoever said it. */
  private static String both(Sentence sentence, @Nullable String other) {
    String speaker = sentence.said().name();
    if (other == null) {
      return speaker;
    }
    boolean first = sentence.said().role() == Role.COACH;
    return first ? speaker + " and " + other : other + " and " + speaker;
  }

  /** Whom the speaker talks to: the person who speaks next, else the one who spoke before. */
  private @Nullable String other(Sentence sentence) {
    for (int i = sentence.turn() + 1; i < turns.size(); i++) {
      if (isOtherPerson(sentence, turns.get(i))) {
        return turns.get(i).name();
      }
    }
    for (int i = sentence.turn() - 1; i >= 0; i--) {
      if (isOtherPerson(sentence, turns.get(i))) {
        return turns.get(i).name();
      }
    }
    return null;
  }

  private static boolean isOtherPerson(Sentence sentence, Turn turn) {
    return turn.role() != Role.AI && !turn.participantId().equals(sentence.said().participantId());
  }

  private boolean refused(Sentence sentence, Clause clause) {
    if (isOwn(clause.kind())) {
      return false;
    }
    for (int i = sentence.turn() + 1;
        i < Math.min(turns.size(), sentence.turn() + ANSWER_TURNS);
        i++) {
      if (isOtherPerson(sentence, turns.get(i))) {
        return REFUSAL.matcher(turns.get(i).text()).find();
      }
    }
    return false;
  }

  /** "I'll do it on Monday" says when, of what was asked for just before. */
  private void confirm(Sentence sentence, Clause clause) {
    for (int i = found.size() - 1; i >= 0; i--) {
      Found asked = found.get(i);
      if (sentence.turn() - asked.turn() > ANSWER_TURNS) {
        return;
      }
      if (asked.asked() && asked.item().who().equals(sentence.said().name())) {
        String when = asked.item().when() == null ? clause.when() : asked.item().when();
        ActionItem item = new ActionItem(asked.item().who(), asked.item().what(), when);
        found.set(i, new Found(item, asked.turn(), true, asked.stems()));
        return;
      }
    }
  }

  private void add(Sentence sentence, String who, String what, Clause clause) {
    String cut = what.length() <= MOST_CHARS ? what : what.substring(0, MOST_CHARS).strip() + "…";
    Set<String> stems = new HashSet<>();
    String lower = what.toLowerCase(Locale.ROOT);
    for (Word word : sentence.words()) {
      boolean within = lower.contains(word.text().toLowerCase(Locale.ROOT));
      if (within && (word.isContent() || word.kind().equals("VERB"))) {
        stems.add(word.stem());
      }
    }
    for (int i = 0; i < found.size(); i++) {
      Found before = found.get(i);
      if (before.item().who().equals(who) && alike(before.stems(), stems)) {
        if (before.item().when() == null && clause.when() != null) {
          ActionItem item = new ActionItem(who, before.item().what(), clause.when());
          found.set(i, new Found(item, before.turn(), before.asked(), before.stems()));
        }
        return;
      }
    }
    found.add(
        new Found(
            new ActionItem(who, cut, clause.when()),
            sentence.turn(),
            !isOwn(clause.kind()),
            stems));
  }

  /** Two words in common, or all there are: "the calendar" alone makes no two deeds one. */
  private static boolean alike(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    int fewer = Math.min(one.size(), other.size());
    return both.size() >= Math.max(SAME * fewer, Math.min(2, Math.max(one.size(), other.size())));
  }
}
