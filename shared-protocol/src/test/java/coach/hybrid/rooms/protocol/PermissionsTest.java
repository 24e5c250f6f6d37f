package coach.hybrid.rooms.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  @Test
  void wordsOfTheTokenGrantExactlyWhatTheySay() {
    assertEquals(new Permissions(true, false, false), Permissions.of(List.of(Permissions.VIDEO)));
    assertEquals(new Permissions(false, true, false), Permissions.of(List.of(Permissions.AUDIO)));
    assertEquals(
        new Permissions(false, false, true), Permissions.of(List.of(Permissions.SCREEN_SHARE)));
  }

  @Test
  void unknownWordsGrantNothing() {
    assertEquals(
        Permissions.NONE, Permissions.of(List.of("admin", "Video", "screenshare", "", " audio")));
  }

  @Test
  void namesAndWordsAreEachOthersInverse() {
    for (int bits = 0; bits < 8; bits++) {
      Permissions permissions = new Permissions((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
      assertEquals(permissions, Permissions.of(permissions.names()));
    }
  }

  @Test
  void sharingAScreenNeedsVideoToo() {
    assertTrue(new Permissions(true, false, true).mayShareScreen());
    assertFalse(new Permissions(false, true, true).mayShareScreen());
    assertFalse(new Permissions(true, true, false).mayShareScreen());
  }

  @Test
  void theOrbHasTheLowestRankSoItNeverOffersFirst() {
    assertTrue(Role.COACH.rank() > Role.CLIENT.rank());
    assertTrue(Role.CLIENT.rank() > Role.AI.rank());
  }
}
