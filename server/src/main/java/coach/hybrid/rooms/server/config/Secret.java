package coach.hybrid.rooms.server.config;

import java.nio.charset.StandardCharsets;

/** A value that must never be printed: records that hold one can be logged. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
