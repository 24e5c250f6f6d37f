package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.orb.FleetState;
import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbFixtures;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.orb.OrbRules;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A fleet that launches what it is told and writes everything down; orbs end when told to. */
final class FakeOrbs implements OrbPort {
  private final boolean enabled;
  private final Map<String, OrbOwner> waiting = new HashMap<>();
  private FleetState state = FleetState.empty(8);

  final List<String> calls = new ArrayList<>();
  final List<OrbOrder> orders = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final Map<String, OrbOwner> owners = new HashMap<>();
  OrbRules rules = new OrbRules(OrbFixtures.TIMING, List.of(OrbPlace.GPU), 2_048, 50);

  /** Whether a launch is answered at once. */
  boolean answers = true;

  FakeOrbs(boolean enabled) {
    this.enabled = enabled;
  }

  void limit(int limit) {
    state = FleetState.empty(limit);
  }

  int taken() {
    return state.taken();
  }

  /** What was called since the last time, in short. */
  List<String> take() {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  OrbUnit last() {
    return orders.getLast().unit();
  }

  void happens(OrbEvent event) {
    Objects.requireNonNull(owners.get(last().orbId())).happened(event);
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public OrbRules rules() {
    return rules;
  }

  @Override
  public void requestSlot(String roomId, OrbOwner owner) {
    FleetState.Change change = state.requested(roomId);
    state = change.state();
    if (change.granted().isEmpty()) {
      waiting.put(roomId, owner);
      owner.happened(new OrbEvent.SlotRefused());
    } else {
      owner.happened(new OrbEvent.SlotGranted());
    }
  }

  @Override
  public void withdrawRequest(String roomId) {
    state = state.withdrawn(roomId).state();
  }

  @Override
  public void releaseSlot() {
    FleetState.Change change = state.released();
    state = change.state();
    change
        .granted()
        .forEach(
            room -> Objects.requireNonNull(waiting.get(room)).happened(new OrbEvent.SlotGranted()));
  }

  @Override
  public void adoptSlots(int count) {
    state = state.adopted(count);
    if (count > 0) {
      calls.add("adopt " + count);
    }
  }

  @Override
  public void launch(OrbOrder order, OrbOwner owner) {
    int generation = order.unit().generation();
    calls.add("launch " + generation);
    orders.add(order);
    owners.put(order.unit().orbId(), owner);
    if (answers) {
      owner.happened(new OrbEvent.Launched(generation, null, 0, null));
    }
  }

  @Override
  public void probe(OrbUnit unit, OrbOwner owner) {
    calls.add("probe " + unit.generation());
    owners.put(unit.orbId(), owner);
  }

  @Override
  public void terminate(OrbUnit unit, boolean force, OrbOwner owner) {
    calls.add((force ? "kill " : "terminate ") + unit.generation());
    owners.put(unit.orbId(), owner);
  }

  @Override
  public void tell(OrbUnit unit, String message) {
    told.add(message);
  }

  @Override
  public void measured(OrbUnit unit, OrbCost cost) {
    calls.add("cost " + cost.cpuPercent() + " " + cost.memoryMegabytes());
  }
}
