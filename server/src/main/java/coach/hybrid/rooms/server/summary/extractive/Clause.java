package coach.hybrid.rooms.server.summary.extractive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that announces or asks for something.
 *
 * @param kind how
 * @param what from the verb on, cut where the next clause begins
 * @param verb the first word of {@code what}
 * @param when that lies ahead, from anywhere in the sentence, or null
 */
record Clause(Kind kind, String what, String verb, @Nullable String when) {

  /** Who is to do it, and how firmly it is said. */
  enum Kind {
    PROMISE,
    INTENTION,
    TOGETHER,
    WE,
    REQUEST,
    ORDER
  }

  private record Trigger(Kind kind, Pattern pattern) {}

  private static final String SOFTLY =
      "(?:(?:also|then|definitely|certainly|just|now|please|maybe|try to|start to|make sure to)"
          + "\\s+)*";

  private static final String START = "(?:^|[,;:]\\s+|\\b(?:and|but|so|or|okay|ok|well|then)\\s+)";

  private static final List<Trigger> TRIGGERS =
      List.of(
          trigger(Kind.REQUEST, START + "(?:could|can|would|will) you\\s+(?:be willing to\\s+)?"),
          trigger(Kind.REQUEST, "\\bI(?:'d| would) like you to\\s+"),
          trigger(Kind.REQUEST, START + "(?:why don't|how about) you\\s+"),
          trigger(Kind.REQUEST, "\\bI(?:'d| would)? (?:suggest|recommend) (?:that )?you\\s+"),
          trigger(Kind.REQUEST, "\\bI (?:want|need|invite|encourage|ask) you to\\s+"),
          trigger(
              Kind.REQUEST,
              "\\byour (?:homework|task|assignment|next step)[^.?!]{0,30}? (?:is|would be) to\\s+"),
          trigger(Kind.ORDER, START + "(?:please|(?:please )?(?:remember|don't forget) to)\\s+"),
          trigger(
              Kind.PROMISE,
              "\\bI(?:'ll| will|'m going to| am going to|'m gonna| promise to| promise I'll"
                  + "| commit to)\\s+"),
          trigger(
              Kind.INTENTION,
              "\\bI(?:'d like to| would like to| need to| have to| must| should| want to| can"
                  + "| plan to|'m planning to| intend to|'ve got to| could)\\s+"),
          trigger(Kind.TOGETHER, "\\b(?:let's|let us|shall we)\\s+"),
          trigger(Kind.WE, "\\bwe(?:'ll| will|'re going to| are going to| need to)\\s+"));

  /** Before the trigger, these make it a mere thought, a report or a condition. */
  private static final Pattern UNREAL =
      Pattern.compile(
          "\\b(?:if|when|whenever|unless|until|said|say|says|told|thought|afraid|wish|hope|"
              + "because|wonder|not sure|doubt|that|what|how|where|who|which|why|as)\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CONDITION =
      Pattern.compile("^(?:\\w+,? )?(?:if|whenever|unless)\\b", Pattern.CASE_INSENSITIVE);

  /** Where what is to be done is over and talk about it begins. */
  private static final Pattern NEXT_CLAUSE =
      Pattern.compile(
          "(?:\\s+(?:because|but|since|although|though|so that|so I|so we|if|even if|unless"
              + "|that way|which)\\b"
              + "|\\s+that (?:I|we|you|they)\\b|\\s+and (?:I|we|you|he|she|it|they|see|then I|that)(?:'\\w+)?\\s"
              + "|,\\s*(?:I|it|it's|that|that's|they|we|you|he|she|which|who|only|just|right|okay|ok"
              + "|so|then|though|please|maybe|yes|no|really|actually|to be honest|like|ten|not)\\b"
              + "|[.;!?]|\\s[–—-]\\s).*$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern PRONOUN =
      Pattern.compile("(?:it|that|this|them|so|both)\\b", Pattern.CASE_INSENSITIVE);

  private static final String NOTHING_MORE =
      "(?i)\\s*(?:too|as well|by|on|for|at|before|then)?\\s*";

  private static final Set<String> NO_VERBS =
      Set.of("not", "never", "n't", "probably", "always", "it", "that", "this", "you", "i", "a");

  private static Trigger trigger(Kind kind, String pattern) {
    return new Trigger(kind, Pattern.compile(pattern + SOFTLY, Pattern.CASE_INSENSITIVE));
  }

  /** Everything the sentence announces or asks for. */
  static List<Clause> in(String sentence) {
    List<Clause> clauses = new ArrayList<>();
    for (Trigger trigger : TRIGGERS) {
      Matcher matcher = trigger.pattern().matcher(sentence);
      while (matcher.find()) {
        Clause clause = read(trigger.kind(), sentence, matcher);
        if (clause != null) {
          clauses.add(clause);
        }
      }
    }
    return clauses;
  }

  private static @Nullable Clause read(Kind kind, String sentence, Matcher trigger) {
    String before = sentence.substring(0, trigger.start());
    String rest = sentence.substring(trigger.end()).strip();
    String what = NEXT_CLAUSE.matcher(rest).replaceFirst("").strip().replaceAll("[,\\s]+$", "");
    String verb = what.split("[^\\p{L}'-]+", 2)[0];
    boolean asksItself = sentence.endsWith("?") && kind != Kind.REQUEST && kind != Kind.TOGETHER;
    if (verb.isEmpty()
        || NO_VERBS.contains(verb.toLowerCase(Locale.ROOT))
        || asksItself
        || UNREAL.matcher(before).find()
        || When.isPast(rest)) {
      return null;
    }
    String when = When.in(what);
    if (when == null) {
      when = When.in(rest);
    }
    if (when == null) {
      when = When.in(before);
    }
    return when == null && CONDITION.matcher(sentence).find()
        ? null
        : new Clause(kind, what, verb, when);
  }

  /** Whether it names nothing itself: "I'll do that", "I'll send it on Monday", "I can try". */
  boolean isEcho() {
    String rest = what.substring(verb.length()).strip();
    Matcher pronoun = PRONOUN.matcher(rest);
    if (rest.isEmpty() || !pronoun.lookingAt()) {
      return rest.isEmpty();
    }
    String left = rest.substring(pronoun.end());
    if (when != null) {
      left = left.replace(when, "");
    }
    return verb.matches("(?i)do|try|manage") || left.matches(NOTHING_MORE);
  }

  /** Whether only what was said before can tell what is meant. */
  boolean isVague() {
    return PRONOUN.matcher(what.substring(verb.length()).strip()).lookingAt();
  }

  /** Whether it is something to do rather than something to say. */
  boolean isDeed() {
    return switch (kind) {
      case PROMISE -> when != null || (!Deed.isTalk(verb) && !Deed.isState(verb) && !isVague());
      case INTENTION, WE -> when != null && !Deed.isTalk(verb);
      case TOGETHER -> when != null && !verb.matches("(?i)leave|stop|look|take|think|see|say");
      case REQUEST, ORDER -> !Deed.isTalk(verb) && (when != null || Deed.isTask(verb));
    };
  }
}
