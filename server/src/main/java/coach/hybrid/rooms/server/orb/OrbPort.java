package coach.hybrid.rooms.server.orb;

/** All a room asks for its orb. Nothing waits here; answers go to the owner as events. */
public interface OrbPort {
  /** Whether this service has orbs at all. */
  boolean enabled();

  OrbRules rules();

  void requestSlot(String roomId, OrbOwner owner);

  void withdrawRequest(String roomId);

  void releaseSlot();

  /** Places a room had before the service stopped, and has still. */
  void adoptSlots(int count);

  void launch(OrbOrder order, OrbOwner owner);

  void probe(OrbUnit unit, OrbOwner owner);

  void terminate(OrbUnit unit, boolean force, OrbOwner owner);

  /** Over the process channel, if it has one. */
  void tell(OrbUnit unit, String message);

  /** What the orb says that it costs. */
  void measured(OrbUnit unit, OrbCost cost);
}
