package coach.hybrid.rooms.e2e.network;

/** What the firewall lets a host do, from the most to the least. */
public enum Restriction {
  OPEN,
  /** No datagrams to or from another participant; the relay can be reached over UDP. */
  NO_PEER_UDP,
  /** No datagrams at all, and nothing from participant to participant. */
  NO_UDP,
  /** Nothing but TCP to the service's HTTP port and to the port where the relay speaks TLS. */
  ONLY_WEB,
  /** Nothing but the service's HTTP port. */
  ONLY_HTTP,
  /** Nothing. */
  CUT;

  /** In words, for tables. */
  public String words() {
    return switch (this) {
      case OPEN -> "open";
      case NO_PEER_UDP -> "UDP between peers blocked";
      case NO_UDP -> "all UDP blocked";
      case ONLY_WEB -> "only HTTP and TLS on 443 open";
      case ONLY_HTTP -> "only the HTTP port open";
      case CUT -> "cut off";
    };
  }
}
