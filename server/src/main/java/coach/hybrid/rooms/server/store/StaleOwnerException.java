package coach.hybrid.rooms.server.store;

/** Another node owns this room now; whoever gets this must stop writing for it. */
public final class StaleOwnerException extends RuntimeException {
  public StaleOwnerException(String roomId) {
    super("room " + roomId + " belongs to a later owner");
  }
}
