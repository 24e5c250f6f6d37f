package coach.hybrid.rooms.server.room;

/**
 * Who makes the first offer of a link: the higher rank (coach, then client, then ai), so an orb
 * never does; between equals, the smaller {@code userId}.
 */
final class OfferRule {
  private OfferRule() {}

  static boolean offers(Seat one, Seat other) {
    int ranks = Integer.compare(one.role().rank(), other.role().rank());
    return ranks != 0 ? ranks > 0 : one.userId().compareTo(other.userId()) < 0;
  }
}
