package coach.hybrid.rooms.server.summary.llm;

import coach.hybrid.rooms.server.summary.SummaryException;
import coach.hybrid.rooms.server.transcription.transcript.SpokenText;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of the model's answer is believed: of the right types, cleaned, and of bounded length. */
record Answer(
    String text,
    List<String> keyTopics,
    List<Deed> actionItems,
    @Nullable String sentiment,
    @Nullable String progress,
    @Nullable String recommendations) {

  /** Something agreed upon. */
  record Deed(String who, String what, @Nullable String when) {
    String line() {
      String named = who.isEmpty() ? what : who + ": " + what;
      return when == null || what.contains(when) ? named : named + " (" + when + ")";
    }
  }

  private static final int MAX_TEXT_CHARS = 3_000;
  private static final int MAX_SENTENCE_CHARS = 600;
  private static final int MAX_ITEM_CHARS = 200;
  private static final int MAX_TOPIC_CHARS = 60;
  private static final int MAX_TOPICS = 8;
  private static final int MAX_ACTIONS = 15;
  private static final Set<String> SENTIMENTS = Set.of("positive", "neutral", "negative");
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  Answer {
    keyTopics = List.copyOf(keyTopics);
    actionItems = List.copyOf(actionItems);
  }

  /**
   * @param names of those who were there: nobody else can have promised anything
   */
  static Answer read(String content, Set<String> names) throws SummaryException {
    try {
      JsonObject answer = JsonParser.parseString(unfenced(content)).getAsJsonObject();
      String text = text(answer, "textSummary", MAX_TEXT_CHARS);
      if (text == null) {
        throw new SummaryException("the language model left out the summary");
      }
      String sentiment = text(answer, "sentiment", MAX_TOPIC_CHARS);
      return new Answer(
          text,
          topics(answer.getAsJsonArray("keyTopics")),
          deeds(answer.getAsJsonArray("actionItems"), names),
          sentiment != null && SENTIMENTS.contains(sentiment) ? sentiment : null,
          text(answer, "progress", MAX_SENTENCE_CHARS),
          text(answer, "recommendations", MAX_SENTENCE_CHARS));
    } catch (JsonParseException | IllegalStateException | ClassCastException e) {
      throw new SummaryException("the language model wrote something else than was asked", e);
    }
  }

  /** Models without a schema like to put their JSON into a code block. */
  private static String unfenced(String content) {
    return content.strip().replaceFirst("^```(?:json)?\\s*", "").replaceFirst("\\s*```$", "");
  }

  private static List<String> topics(@Nullable JsonArray from) {
    List<String> topics = new ArrayList<>();
    if (from != null) {
      for (JsonElement each : from) {
        String topic = cleaned(each, MAX_TOPIC_CHARS);
        if (topic != null && topics.size() < MAX_TOPICS) {
          topics.add(topic);
        }
      }
    }
    return topics;
  }

  private static List<Deed> deeds(@Nullable JsonArray from, Set<String> names) {
    List<Deed> deeds = new ArrayList<>();
    if (from != null) {
      for (JsonElement each : from) {
        JsonObject deed = each.getAsJsonObject();
        String what = text(deed, "what", MAX_ITEM_CHARS);
        if (what != null && deeds.size() < MAX_ACTIONS) {
          deeds.add(new Deed(who(deed, names), what, text(deed, "when", MAX_TOPIC_CHARS)));
        }
      }
    }
    return deeds;
  }

  private static String who(JsonObject deed, Set<String> names) {
    String who = text(deed, "who", MAX_TOPIC_CHARS);
    return who != null && names.stream().anyMatch(who::contains) ? who : "";
  }

  /** Null if it is missing, null, blank, or nothing but markup; a wrong type is an exception. */
  private static @Nullable String text(JsonObject from, String name, int mostChars) {
    JsonElement value = from.get(name);
    return value == null || value.isJsonNull() ? null : cleaned(value, mostChars);
  }

  private static @Nullable String cleaned(JsonElement value, int mostChars) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw new IllegalStateException("not a text");
    }
    String text = SpokenText.clean(value.getAsString());
    if (text.length() > mostChars) {
      text = text.substring(0, mostChars - 1).strip() + "…";
    }
    return text.isEmpty() ? null : text;
  }

  /** For the question that makes one of several: only what was believed goes back. */
  String toJson() {
    return GSON.toJson(this);
  }
}
