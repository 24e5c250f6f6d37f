package coach.hybrid.rooms.e2e.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirewallTest {
  private final Firewall firewall = new Firewall(8080);

  @Test
  void aHostWithOnlyTheHttpPortPassesNothingElse() {
    firewall.restrict(Restriction.ONLY_HTTP, List.of(Host.CLIENT));
    assertEquals(
        """
        add table inet rooms
        delete table inet rooms
        table inet rooms {
          chain client {
            ip daddr 10.199.0.10 tcp dport 8080 return
            ip saddr 10.199.0.10 tcp sport 8080 return
            drop
          }
          chain forward {
            type filter hook forward priority 0; policy accept;
            ip saddr 10.199.2.0/24 jump client
            ip daddr 10.199.2.0/24 jump client
          }
        }
        """,
        firewall.transaction());
  }

  @Test
  void aHostWithTheWebsPortsPassesTheServicesAndTheRelaysTls() {
    firewall.restrict(Restriction.ONLY_WEB, List.of(Host.CLIENT));
    String rules = firewall.transaction();
    assertTrue(
        rules.contains(
            """
                ip daddr 10.199.0.10 tcp dport 8080 return
                ip saddr 10.199.0.10 tcp sport 8080 return
                ip daddr 10.199.0.11 tcp dport 443 return
                ip saddr 10.199.0.11 tcp sport 443 return
                drop
            """),
        rules);
  }

  @Test
  void whatIsLiftedIsGoneAndTheOthersStay() {
    firewall.restrict(Restriction.CUT, List.of(Host.COACH, Host.CLIENT));
    firewall.restrict(Restriction.OPEN, List.of(Host.COACH));
    String rules = firewall.transaction();
    assertFalse(rules.contains("chain coach {\n    drop"), rules);
    assertTrue(rules.contains("chain client {\n    drop"), rules);
  }
}
