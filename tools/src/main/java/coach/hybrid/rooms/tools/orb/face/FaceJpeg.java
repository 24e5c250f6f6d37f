package coach.hybrid.rooms.tools.orb.face;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The face as single pictures, each a JPEG of its own. One thread only. */
public final class FaceJpeg {
  private static final float QUALITY = 0.7f;

  private final FacePainter painter;
  private final BufferedImage opaque;
  private final ImageWriter writer;
  private final ImageWriteParam parameters;

  public FaceJpeg(int width, int height) {
    painter = new FacePainter(width, height);
    opaque = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    if (!writers.hasNext()) {
      throw new IllegalStateException("this JDK writes no JPEG");
    }
    writer = writers.next();
    parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
  }

  public byte[] paint(FaceParameters face) {
    painter.paint(face);
    Graphics2D g = opaque.createGraphics();
    try {
      g.drawImage(painter.picture(), 0, 0, null);
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(opaque, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
