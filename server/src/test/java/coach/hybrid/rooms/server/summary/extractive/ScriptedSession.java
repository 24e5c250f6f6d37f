package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A written dialogue with times under its words, and what a reader knows of it. */
public record ScriptedSession(List<Utterance> said, Duration length, Answers answers) {

  /**
   * What is right.
   *
   * @param topics each by all its names
   */
  record Answers(
      List<List<String>> topics,
      List<Action> actions,
      Map<String, Integer> talkMillis,
      int silenceMillis,
      Map<String, Integer> interruptions,
      Map<String, Integer> longestMonologueMillis) {}

  /**
   * Something agreed upon.
   *
   * @param words that say what it is
   */
  record Action(String who, List<String> words, @Nullable String when) {}

  public static ScriptedSession read(String name) throws IOException {
    Answers answers = new Gson().fromJson(resource(name + ".json"), Answers.class);
    Map<String, Role> roles = new HashMap<>();
    List<Utterance> said = new ArrayList<>();
    Duration length = Duration.ZERO;
    for (String line : resource(name + ".txt").lines().toList()) {
      String[] words = line.split(" ", 4);
      Role role = Role.fromWire(words[0]);
      if (role != null) {
        roles.put(words[1], role);
      } else if (words[0].equals("length")) {
        length = Duration.ofMillis(Integer.parseInt(words[1]));
      } else if (words.length == 4) {
        String speaker = words[2].replace(":", "");
        said.add(
            new Utterance(
                said.size() + 1,
                speaker + "-id",
                roles.getOrDefault(speaker, Role.CLIENT),
                speaker,
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                words[3],
                "en"));
      }
    }
    return new ScriptedSession(said, length, answers);
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = ScriptedSession.class.getResourceAsStream("/sessions/" + name)) {
      if (file == null) {
        throw new IOException("no session " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
