package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.SentenceSplitter;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Thinks with a language model behind an OpenAI-compatible endpoint, sentence by sentence. */
final class LanguageModel implements Thinker {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);
  private static final int MOST_SENTENCES = 3;
  private static final int MOST_TOKENS = 120;
  private static final String EVENT = "data:";
  private static final String END = "[DONE]";

  private final URI endpoint;
  private final String key;
  private final String model;
  private final String personality;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

  LanguageModel(URI endpoint, String key, String model, String personality) {
    this.endpoint = endpoint;
    this.key = key;
    this.model = model;
    this.personality = personality;
  }

  @Override
  public void think(Situation situation, Consumer<String> sentence)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(situation)));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the language model answered " + response.statusCode());
      }
      read(lines.iterator(), sentence);
    }
  }

  private static void read(Iterator<String> lines, Consumer<String> sentence) throws IOException {
    SentenceSplitter splitter = new SentenceSplitter();
    int said = 0;
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.startsWith(EVENT)) {
        continue;
      }
      String data = line.substring(EVENT.length()).strip();
      if (data.equals(END)) {
        break;
      }
      for (String whole : splitter.add(delta(data))) {
        sentence.accept(whole);
        if (++said == MOST_SENTENCES) {
          return;
        }
      }
    }
    String last = splitter.finish();
    if (!last.isEmpty()) {
      sentence.accept(last);
    } else if (said == 0) {
      throw new IOException("the language model said nothing");
    }
  }

  private static String delta(String data) throws IOException {
    try {
      JsonObject event = JsonParser.parseString(data).getAsJsonObject();
      JsonArray choices = event.getAsJsonArray("choices");
      if (choices == null || choices.isEmpty()) {
        return "";
      }
      JsonObject delta = choices.get(0).getAsJsonObject().getAsJsonObject("delta");
      JsonElement content = delta == null ? null : delta.get("content");
      return content == null || content.isJsonNull() ? "" : content.getAsString();
    } catch (JsonSyntaxException | IllegalStateException | ClassCastException e) {
      throw new IOException("the language model wrote something else than its events", e);
    }
  }

  private String body(Situation situation) {
    JsonObject body = new JsonObject();
    body.addProperty("model", model);
    body.addProperty("stream", true);
    body.addProperty("max_tokens", MOST_TOKENS);
    JsonArray messages = new JsonArray();
    messages.add(message("system", instructions()));
    messages.add(message("user", question(situation)));
    body.add("messages", messages);
    return body.toString();
  }

  private String instructions() {
    return "You are the AI assistant in a coaching call between a coach and a client. Your manner is "
        + personality
        + ". You speak aloud: answer with one or two short sentences, plain words, no lists, and"
        + " mostly an open question. Do not repeat yourself, give no medical advice, and do not"
        + " claim to know what you were not told.";
  }

  private static String question(Situation situation) {
    StringBuilder text = new StringBuilder();
    for (Situation.Person person : situation.people()) {
      text.append(person.name())
          .append(" has spoken for ")
          .append(person.spokenMillis() / 1_000)
          .append(" seconds.\n");
    }
    if (situation.heard().isEmpty()) {
      text.append("Nothing of it has been transcribed for you.\n");
    }
    for (Situation.Line line : situation.heard()) {
      text.append(line.name()).append(": ").append(line.text()).append('\n');
    }
    return text.append(
            switch (situation.occasion()) {
              case GREETING -> "Greet them in one sentence and say that you are a program.";
              case PAUSE -> "There is a pause. Say something helpful.";
              case CLOSING ->
                  "A few minutes are left. Sum up in a sentence and ask what they keep.";
            })
        .toString();
  }

  private static JsonObject message(String role, String content) {
    JsonObject message = new JsonObject();
    message.addProperty("role", role);
    message.addProperty("content", content);
    return message;
  }
}
