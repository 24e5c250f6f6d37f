package coach.hybrid.rooms.server.orb;

/** Whose orb it is: the room, which takes these on any thread. */
public interface OrbOwner {
  void happened(OrbEvent event);

  /**
   * The orb said something to the service.
   *
   * @param message one JSON object of the protocol's {@code orb_*} family
   */
  void said(int generation, String message);
}
