package coach.hybrid.rooms.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.client.call.LinkState;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aPoorLinkOnTheRelayIsBoth() {
    assertEquals("relay", Words.linkKey(LinkState.CONNECTED, true));
    assertEquals("poor-relay", Words.linkKey(LinkState.POOR, true));
    assertEquals("poor", Words.linkKey(LinkState.POOR, false));
    assertEquals("reconnecting", Words.linkKey(LinkState.RECONNECTING, true));
  }

  @Test
  void whoIsAloneIsNotToldThatHeIsHeard() {
    assertNull(Words.interruption(List.of()));
  }
}
