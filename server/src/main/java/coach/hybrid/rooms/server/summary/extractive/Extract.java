package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.server.transcription.transcript.TalkReport;
import coach.hybrid.rooms.server.transcription.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was found in one transcript. */
record Extract(List<Sentence> sentences, List<String> topics, List<ActionItem> actionItems) {
  private static final int LEAST_SENTENCES = 3;
  private static final int MOST_SENTENCES = 8;

  /** A longer session has more to say, but not as much more as it is longer. */
  private static final int TURNS_PER_SENTENCE = 20;

  private static final int MOST_SENTENCE_CHARS = 500;
  private static final int MOST_CHARS = 3_000;
  private static final int MOST_ITEMS_IN_TEXT = 5;

  Extract {
    sentences = List.copyOf(sentences);
    topics = List.copyOf(topics);
    actionItems = List.copyOf(actionItems);
  }

  static Extract of(Transcript transcript, Grammar grammar) {
    List<Turn> turns = Turn.of(transcript.utterances());
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      for (String sentence : grammar.sentences(turns.get(i).text())) {
        for (String text : bounded(sentence.strip())) {
          sentences.add(new Sentence(i, turns.get(i), text, grammar.words(text)));
        }
      }
    }
    int most = Math.clamp(turns.size() / TURNS_PER_SENTENCE + 2, LEAST_SENTENCES, MOST_SENTENCES);
    return new Extract(
        KeySentences.of(sentences, most),
        grammar.knowsKinds() ? KeyTopics.of(sentences) : List.of(),
        grammar.knowsKinds() ? ActionItems.of(turns, sentences) : List.of());
  }

  /** Speech that was recognised without full stops would be one sentence for minutes. */
  private static List<String> bounded(String sentence) {
    List<String> pieces = new ArrayList<>();
    String left = sentence;
    while (left.length() > MOST_SENTENCE_CHARS) {
      int space = left.lastIndexOf(' ', MOST_SENTENCE_CHARS);
      int end = space > 0 ? space : MOST_SENTENCE_CHARS;
      pieces.add(left.substring(0, end));
      left = left.substring(end).strip();
    }
    pieces.add(left);
    return pieces;
  }

  /** Says first that nobody understood the session to write this. */
  String text(TalkReport talk) {
    StringBuilder text = new StringBuilder();
    text.append("An extract made by a program: sentences as they were said, none rewritten.");
    text.append(" The session lasted ").append(minutes(talk.length())).append("; talk time: ");
    text.append(
        talk.participants().stream()
            .map(each -> each.name() + " " + each.percentage() + " %")
            .collect(Collectors.joining(", ")));
    text.append('.');
    if (!topics.isEmpty()) {
      text.append(" What came up again and again: ").append(String.join(", ", topics)).append('.');
    }
    for (Sentence each : sentences) {
      text.append(' ').append(each.said().name()).append(": “").append(each.text()).append('”');
    }
    if (!actionItems.isEmpty()) {
      List<String> lines =
          actionItems.stream().map(ActionItem::line).limit(MOST_ITEMS_IN_TEXT).toList();
      text.append(" Announced or asked for: ").append(String.join("; ", lines)).append('.');
    }
    return text.length() <= MOST_CHARS ? text.toString() : text.substring(0, MOST_CHARS) + "…";
  }

  private static String minutes(Duration length) {
    long minutes = Math.max(1, length.plusSeconds(30).toMinutes());
    return minutes == 1 ? "1 minute" : minutes + " minutes";
  }
}
