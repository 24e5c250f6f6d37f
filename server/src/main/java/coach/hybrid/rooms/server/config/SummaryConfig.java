package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who sums up sessions.
 *
 * @param model the language model, or null for what is embedded
 */
public record SummaryConfig(@Nullable Model model) {

  /**
   * A language model behind an OpenAI-compatible endpoint; the orb asks the same one.
   *
   * @param chat where chat completions are asked for
   * @param limit for one summary, all its questions and repetitions together
   */
  public record Model(URI chat, @Nullable Secret key, String name, Duration limit) {}
}
