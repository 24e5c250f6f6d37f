package coach.hybrid.rooms.tools.orb.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaceTest {
  private static final double FRAME = 1 / 15.0;

  private static FaceParameters settled(Expression expression, double level) {
    FaceParameters face = FaceParameters.REST;
    for (int i = 0; i < 60; i++) {
      face = face.after(FRAME, expression, 0, level);
    }
    return face;
  }

  @Test
  void listeningItBreathes() {
    double least = 1;
    double most = 0;
    FaceParameters face = FaceParameters.REST;
    for (double seconds = 0; seconds < 9; seconds += FRAME) {
      face = face.after(FRAME, Expression.LISTENING, seconds, 0);
      least = Math.min(least, face.radius());
      most = Math.max(most, face.radius());
    }
    assertTrue(most - least > 0.015 && most - least < 0.05, least + " to " + most);
  }

  @Test
  void thinkingItTurnsInward() {
    FaceParameters thinking = settled(Expression.THINKING, 0);
    FaceParameters listening = settled(Expression.LISTENING, 0);
    assertTrue(thinking.inward() > 0.8 && listening.inward() < 0.1);
    assertTrue(thinking.radius() < listening.radius());
    assertTrue(
        thinking.after(0.5, Expression.THINKING, 0, 0).turn() - thinking.turn()
            != listening.after(0.5, Expression.LISTENING, 0, 0).turn() - listening.turn());
  }

  @Test
  void speakingItFollowsItsVoice() {
    FaceParameters quiet = settled(Expression.SPEAKING, 0);
    FaceParameters loud = settled(Expression.SPEAKING, 1);
    assertTrue(loud.radius() > quiet.radius() + 0.04);
    assertTrue(loud.glow() > quiet.glow() && loud.warmth() > quiet.warmth());
  }

  @Test
  void nothingJumpsFromOneFrameToTheNext() {
    FaceParameters listening = settled(Expression.LISTENING, 0);
    FaceParameters next = listening.after(FRAME, Expression.SPEAKING, 0, 1);
    assertTrue(Math.abs(next.radius() - listening.radius()) < 0.03);
  }

  @Test
  void thePictureIsBrightInTheMiddleAndDarkAtTheEdge() {
    byte[] pixels = new FacePainter(64, 36).paint(settled(Expression.SPEAKING, 1));
    assertEquals(64 * 36 * 4, pixels.length);
    int middle = 4 * (18 * 64 + 32);
    assertTrue((pixels[middle + 2] & 0xff) > 150, "green in the middle");
    assertTrue((pixels[2] & 0xff) < 40, "green at the edge");
    assertEquals((byte) 0xff, pixels[0], "opaque, and alpha comes first");
  }
}
