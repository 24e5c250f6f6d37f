package coach.hybrid.rooms.protocol;

/** Constants both ends of a signalling socket agree on. */
public final class Protocol {
  /** Sent in {@code join}; a peer that sends none is a legacy peer of seeds 002 and 003. */
  public static final int VERSION = 1;

  /** What {@link ClientMessage.Join#protocol()} holds for a peer that named no version. */
  public static final int LEGACY = 0;

  /** Longest message, in UTF-16 units. An offer with three media sections takes about 9,000. */
  public static final int MAX_MESSAGE_CHARS = 65_536;

  /** Every orb's {@code userId} is this followed by the session id (seed 002). */
  public static final String ORB_ID_PREFIX = "ai-orb-";

  private Protocol() {}
}
