package coach.hybrid.rooms.tools.orb.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FaceJpegTest {
  private final FaceJpeg jpeg = new FaceJpeg(320, 180);

  @Test
  void aPictureIsWholeAndSmallAndLooksLikeTheFace() throws IOException {
    byte[] octets = jpeg.paint(FaceParameters.REST);
    assertTrue(octets.length < 10_000, "octets: " + octets.length);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(octets));
    assertNotNull(picture);
    assertEquals(320, picture.getWidth());
    assertEquals(180, picture.getHeight());
    int corner = picture.getRGB(2, 2);
    int middle = picture.getRGB(160, 90);
    assertTrue((corner & 0xff) < 0x40, "night");
    assertTrue((middle >> 8 & 0xff) > 0x80, "light");
  }

  @Test
  void whatDoesNotChangeGivesTheSamePicture() {
    byte[] one = jpeg.paint(FaceParameters.REST);
    assertTrue(Arrays.equals(one, jpeg.paint(FaceParameters.REST)));
    FaceParameters later = FaceParameters.REST.after(0.2, Expression.SPEAKING, 1, 0.8);
    assertFalse(Arrays.equals(one, jpeg.paint(later)));
  }
}
