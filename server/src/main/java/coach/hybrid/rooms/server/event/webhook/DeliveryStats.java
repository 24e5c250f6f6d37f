package coach.hybrid.rooms.server.event.webhook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What deliveries came to since the start, and who is told of each attempt. */
public final class DeliveryStats {
  /** What became of an attempt; names are those of the metrics. */
  public enum Outcome {
    DELIVERED("delivered"),
    /** Another status. */
    REFUSED("refused"),
    /** No answer at all. */
    UNREACHABLE("unreachable"),
    GONE("gone");

    private final String wireName;

    Outcome(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /** Told of every attempt on any thread; must not wait. */
  @FunctionalInterface
  public interface Observer {
    void attempted(Outcome outcome, Duration took);
  }

  private final Map<Outcome, LongAdder> attempts = new EnumMap<>(Outcome.class);
  private final LongAdder buried = new LongAdder();
  private final CopyOnWriteArrayList<Observer> observers = new CopyOnWriteArrayList<>();

  DeliveryStats() {
    for (Outcome outcome : Outcome.values()) {
      attempts.put(outcome, new LongAdder());
    }
  }

  public void observe(Observer observer) {
    observers.add(observer);
  }

  public long attempts(Outcome outcome) {
    return adder(outcome).sum();
  }

  private LongAdder adder(Outcome outcome) {
    return Objects.requireNonNull(attempts.get(outcome));
  }

  /** How many deliveries became dead letters. */
  public long buried() {
    return buried.sum();
  }

  void attempted(Answer answer) {
    Outcome outcome =
        answer.delivered()
            ? Outcome.DELIVERED
            : answer.gone()
                ? Outcome.GONE
                : answer.status() == 0 ? Outcome.UNREACHABLE : Outcome.REFUSED;
    adder(outcome).increment();
    observers.forEach(observer -> observer.attempted(outcome, answer.took()));
  }

  void buried(int count) {
    buried.add(count);
  }
}
