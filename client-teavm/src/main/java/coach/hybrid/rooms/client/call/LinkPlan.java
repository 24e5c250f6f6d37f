package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about a link that is settled before it begins.
 *
 * @param offersFirst whether we make the first offer; an orb never offers, whatever the roster says
 * @param polite whether our offer gives way when both sides offered at once
 * @param toOrb whether an orb is at the other end
 * @param directions one for each {@link Line}, in order; short of {@code SCREEN} towards an orb
 */
record LinkPlan(
    String peerId, boolean offersFirst, boolean polite, boolean toOrb, List<Direction> directions) {

  /**
   * The plan for one peer.
   *
   * @param assistantMayHear without it nothing of us is sent to an orb, neither voice nor face
   */
  static LinkPlan between(Self self, PeerInfo peer, boolean assistantMayHear) {
    boolean toOrb = peer.participantType() == ParticipantType.AI;
    List<Direction> directions = new ArrayList<>();
    for (Line line : Line.values()) {
      if (toOrb && line == Line.SCREEN) {
        continue;
      }
      directions.add(
          Direction.of(
              line.permittedBy(self.permissions()) && (assistantMayHear || !toOrb),
              line.permittedBy(peer.permissions())));
    }
    return new LinkPlan(
        peer.userId(), toOrb || peer.shouldCreateOffer(), yields(self, peer), toOrb, directions);
  }

  /** The lower rank is polite; of equals, the one with the larger id. */
  private static boolean yields(Self self, PeerInfo peer) {
    int difference = self.role().rank() - peer.userRole().rank();
    return difference < 0 || (difference == 0 && self.userId().compareTo(peer.userId()) > 0);
  }

  /** A full picture for an orb would cost this machine a second encoder, and nobody would look. */
  Detail pictureDetail() {
    return toOrb ? Detail.GLANCE : Detail.FULL;
  }

  boolean has(Line line) {
    return line.index() < directions.size();
  }

  boolean sends(Line line) {
    return has(line) && directions.get(line.index()).sends();
  }

  boolean receives(Line line) {
    return has(line) && directions.get(line.index()).receives();
  }
}
