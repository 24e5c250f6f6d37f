package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarewellTest {
  @ParameterizedTest
  @ValueSource(ints = {4403, 4409, 4410, 4401, 4400, 1000, 401, 403, 404, 410})
  void refusedForGoodItDoesNotComeBack(int code) {
    assertTrue(Farewell.isFinal(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001, 1006, 4408, 4429, 429, 502, 503})
  void aBreakPasses(int code) {
    assertFalse(Farewell.isFinal(code));
  }
}
