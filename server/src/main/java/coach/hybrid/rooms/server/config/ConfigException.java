package coach.hybrid.rooms.server.config;

import java.util.List;

/** Everything that is wrong with the environment, at once and in one line. */
public final class ConfigException extends Exception {
  private final List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
