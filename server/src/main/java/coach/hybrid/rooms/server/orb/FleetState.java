package coach.hybrid.rooms.server.orb;

import java.util.ArrayList;
import java.util.List;

/**
 * The places of the fleet: how many are taken and which rooms wait, first come first served. Pure:
 * each change gives a new state and the rooms to tell.
 *
 * @param limit {@code MAX_CONCURRENT_ORBS}
 */
public record FleetState(int limit, int taken, List<String> waiting) {

  /**
   * What a change leads to.
   *
   * @param granted rooms that have a place from now on
   * @param refused rooms that have to wait
   */
  public record Change(FleetState state, List<String> granted, List<String> refused) {}

  public FleetState {
    waiting = List.copyOf(waiting);
  }

  public static FleetState empty(int limit) {
    return new FleetState(limit, 0, List.of());
  }

  public Change requested(String roomId) {
    if (taken < limit && waiting.isEmpty()) {
      return new Change(new FleetState(limit, taken + 1, waiting), List.of(roomId), List.of());
    }
    List<String> longer = new ArrayList<>(waiting);
    longer.add(roomId);
    return new Change(new FleetState(limit, taken, longer), List.of(), List.of(roomId));
  }

  /** If the request is not there it has been granted, and the grant comes back as a release. */
  public Change withdrawn(String roomId) {
    List<String> shorter = new ArrayList<>(waiting);
    shorter.remove(roomId);
    return new Change(new FleetState(limit, taken, shorter), List.of(), List.of());
  }

  /** Orbs from before a restart; they live, whatever the limit is now. */
  public FleetState adopted(int count) {
    return new FleetState(limit, taken + count, waiting);
  }

  public Change released() {
    int left = taken - 1;
    if (left < 0) {
      throw new IllegalStateException("a place was given back that nobody had");
    }
    if (left < limit && !waiting.isEmpty()) {
      return new Change(
          new FleetState(limit, left + 1, waiting.subList(1, waiting.size())),
          List.of(waiting.getFirst()),
          List.of());
    }
    return new Change(new FleetState(limit, left, waiting), List.of(), List.of());
  }
}
