package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.config.Secret;
import org.jspecify.annotations.Nullable;

/** Runs orbs in one place. Calls may block for as long as the adapter's timeouts say. */
public interface OrbRunner extends AutoCloseable {
  /** What became of a launch. */
  sealed interface Launch {
    /**
     * It is on its way.
     *
     * @param handle what the manager calls it, if it does not take our id
     * @param processId of the process, or 0
     */
    record Started(
        @Nullable String handle, long processId, java.time.@Nullable Instant processStart)
        implements Launch {}

    /**
     * It is not, as far as one can tell.
     *
     * @param certain whether it surely is not
     */
    record Failed(boolean certain, String reason) implements Launch {}
  }

  /** How an orb is. */
  sealed interface Vital {
    /** It lives; what it costs may be unknown. */
    record Alive(@Nullable OrbCost cost) implements Vital {}

    record Gone(String reason) implements Vital {}

    /** Nobody answers. */
    record Unknown() implements Vital {}
  }

  /**
   * Starts it.
   *
   * @param token opens the room's door to this orb and to no other
   */
  Launch launch(OrbOrder order, Secret token, OrbOwner owner);

  Vital probe(OrbUnit unit);

  /**
   * Ends it, also one this process knows nothing of.
   *
   * @return whether it surely does not live any more; if not, ask again
   */
  boolean terminate(OrbUnit unit, boolean force);

  /** Over its process channel, if it has one. */
  void tell(OrbUnit unit, String message);

  @Override
  void close();
}
