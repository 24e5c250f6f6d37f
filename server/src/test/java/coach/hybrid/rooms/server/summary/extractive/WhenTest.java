package coach.hybrid.rooms.server.summary.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WhenTest {
  @Test
  void timesAheadAreFoundInTheirOwnWords() {
    assertEquals("Friday", When.in("send you the worksheet by Friday"));
    assertEquals("before Tuesday", When.in("write to her before Tuesday, if you can"));
    assertEquals("tomorrow morning", When.in("call him tomorrow morning"));
    assertEquals("the end of the week", When.in("finish it by the end of the week"));
    assertEquals("before our next session", When.in("draft it before our next session"));
    assertEquals("next Wednesday", When.in("speak next Wednesday about it"));
    assertEquals("in two weeks", When.in("check again in two weeks"));
    assertEquals("every morning", When.in("breathe every morning after coffee"));
    assertEquals("twice a week", When.in("run twice a week"));
    assertEquals("until we meet", When.in("keep a note until we meet"));
    assertEquals("May", When.in("start in May"));
  }

  @Test
  void whatIsOverOrNoTimeIsNone() {
    assertNull(When.in("the way he did last Friday"));
    assertNull(When.in("two weeks ago"));
    assertNull(When.in("we talk about it"));
    assertNull(When.in("that may be, and they march on"));
    assertTrue(When.isPast("what happened last week"));
    assertFalse(When.isPast("what lasts a week"));
  }
}
