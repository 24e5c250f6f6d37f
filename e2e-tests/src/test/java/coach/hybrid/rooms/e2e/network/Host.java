package coach.hybrid.rooms.e2e.network;

import java.util.Locale;

/** A machine of its own: a namespace with one leg to the router. */
public enum Host {
  SERVER(0),
  COACH(1),
  CLIENT(2),
  ORB(3);

  static final String PREFIX = "hybrid-rooms-";
  static final String ROUTER = PREFIX + "router";

  private final int number;

  Host(int number) {
    this.number = number;
  }

  /** How its link to the router is called, at the router's end. */
  String leg() {
    return "to-" + shortName();
  }

  String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String namespace() {
    return PREFIX + shortName();
  }

  private String network() {
    return "10.199." + number;
  }

  String subnet() {
    return network() + ".0/24";
  }

  /** The half of the subnet that all its addresses are in. */
  String hosts() {
    return network() + ".0/25";
  }

  String gateway() {
    return network() + ".1";
  }

  /** Its address at the beginning. */
  public String address() {
    return network() + ".10";
  }

  /** One more: coturn's at the server, the next network's after a change at a person. */
  public String secondAddress() {
    return network() + ".11";
  }

  boolean isPeer() {
    return this != SERVER;
  }
}
