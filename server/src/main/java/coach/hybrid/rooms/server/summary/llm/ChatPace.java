package coach.hybrid.rooms.server.summary.llm;

import java.time.Duration;

/**
 * How patient we are with the endpoint.
 *
 * @param answerLimit for one answer, to its last byte
 * @param retryDelay before it is asked again; doubles
 * @param breakerRest how long it is left alone after it failed often
 */
public record ChatPace(Duration answerLimit, Duration retryDelay, Duration breakerRest) {
  public static final ChatPace USUAL =
      new ChatPace(Duration.ofSeconds(45), Duration.ofMillis(500), Duration.ofSeconds(30));
}
