package coach.hybrid.rooms.server.summary;

import coach.hybrid.rooms.server.transcription.transcript.SpokenText;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an orb's {@code session_summary} (seed 003) can be used; the rest is left out. */
public record OrbNotes(
    @Nullable String progress, List<String> keyTopics, List<String> recommendations) {
  private static final int MAX_ITEMS = 20;
  private static final int MAX_CHARS = 1_000;
  private static final OrbNotes NONE = new OrbNotes(null, List.of(), List.of());

  public OrbNotes {
    keyTopics = List.copyOf(keyTopics);
    recommendations = List.copyOf(recommendations);
  }

  public static OrbNotes of(@Nullable String json) {
    if (json == null) {
      return NONE;
    }
    try {
      JsonElement parsed = JsonParser.parseString(json);
      if (!parsed.isJsonObject()) {
        return NONE;
      }
      JsonObject summary = parsed.getAsJsonObject();
      List<String> progress = texts(summary.get("progress"));
      return new OrbNotes(
          progress.isEmpty() ? null : progress.getFirst(),
          texts(summary.get("keyTopics")),
          texts(summary.get("recommendations")));
    } catch (JsonParseException e) {
      return NONE;
    }
  }

  /** One text, or a list of them. */
  private static List<String> texts(@Nullable JsonElement from) {
    List<String> texts = new ArrayList<>();
    if (from == null) {
      return texts;
    }
    Iterable<JsonElement> elements = from.isJsonArray() ? from.getAsJsonArray() : List.of(from);
    for (JsonElement element : elements) {
      boolean text = element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
      String value = text ? SpokenText.clean(element.getAsString()) : "";
      if (!value.isEmpty() && texts.size() < MAX_ITEMS) {
        texts.add(value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value);
      }
    }
    return texts;
  }

  /** All advice in one text, as the seed has it; null without any. */
  public @Nullable String advice() {
    return recommendations.isEmpty() ? null : SayOnce.joined(recommendations);
  }

  /** Adds to what others made of the session; what is said already is not said twice. */
  public Summary joinedTo(Summary made) {
    List<String> advice = new ArrayList<>();
    if (made.recommendations() != null) {
      advice.add(made.recommendations());
    }
    advice.addAll(recommendations);
    List<String> steps = new ArrayList<>();
    if (made.progress() != null) {
      steps.add(made.progress());
    }
    if (progress != null) {
      steps.add(progress);
    }
    List<String> topics = new ArrayList<>(made.keyTopics());
    topics.addAll(keyTopics);
    return new Summary(
        made.generatedAt(),
        made.text(),
        SayOnce.of(topics),
        made.actionItems(),
        made.sentiment(),
        made.transcriptionAvailable(),
        steps.isEmpty() ? null : SayOnce.joined(steps),
        advice.isEmpty() ? null : SayOnce.joined(advice));
  }
}
