package coach.hybrid.rooms.tools.load;

import java.util.List;

/**
 * Who sits on one socket.
 *
 * @param target path and query the socket is opened with
 * @param peers whom this one sends to
 * @param mayOffer an orb never does
 */
record Member(String target, String userId, List<String> peers, boolean mayOffer, String join) {
  Member {
    peers = List.copyOf(peers);
  }
}
