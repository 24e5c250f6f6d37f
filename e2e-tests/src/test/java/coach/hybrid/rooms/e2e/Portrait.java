package coach.hybrid.rooms.e2e;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A drawn person who breathes, as a YUV4MPEG2 file for Chromium's fake camera: pictures of the
 * pages then show what a person would look like under the names, marks and controls.
 */
record Portrait(Color wall, Color light, Color hair, Color skin, Color clothes) {
  static final Portrait ADA =
      new Portrait(
          new Color(0x27, 0x3b, 0x4a),
          new Color(0x6d, 0x8f, 0x9c),
          new Color(0x3a, 0x2a, 0x25),
          new Color(0xd9, 0xa6, 0x86),
          new Color(0x0c, 0x7f, 0x69));

  static final Portrait CLEO =
      new Portrait(
          new Color(0x5b, 0x45, 0x3c),
          new Color(0xd8, 0xb0, 0x8c),
          new Color(0x1d, 0x1a, 0x1f),
          new Color(0xa8, 0x73, 0x55),
          new Color(0xe3, 0xd7, 0xc4));

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES = 30;

  /** The browser's option for a camera that shows this person. */
  String filmed(Path folder, String name) throws IOException {
    return "--use-file-for-fake-video-capture=" + write(folder, name);
  }

  /** Writes one breath, which the fake camera repeats. */
  private Path write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".y4m");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      String header = "YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F15:1 Ip A1:1 C420jpeg\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < FRAMES; i++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        writePlanes(out, draw(Math.sin(2 * Math.PI * i / FRAMES)));
      }
    }
    return file;
  }

  private BufferedImage draw(double breath) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, light, WIDTH * 0.7f, HEIGHT, wall));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(new Color(255, 255, 255, 28));
    g.fill(new RoundRectangle2D.Double(40, 36, 150, 190, 8, 8));
    double lift = 3 * breath;
    g.setColor(hair);
    g.fill(new Ellipse2D.Double(252, 62 - lift, 136, 172));
    g.setColor(clothes);
    g.fill(new RoundRectangle2D.Double(186 - lift / 2, 262 - lift, 268 + lift, 180, 150, 150));
    g.setColor(skin.darker());
    g.fill(new RoundRectangle2D.Double(294, 210 - lift, 52, 76, 40, 40));
    g.setColor(skin);
    g.fill(new Ellipse2D.Double(268, 84 - lift, 104, 140));
    g.setColor(hair);
    g.fillArc(262, (int) (74 - lift), 116, 92, 0, 180);
    g.setColor(new Color(0x2a, 0x22, 0x22));
    g.fill(new Ellipse2D.Double(294, 150 - lift, 10, 8));
    g.fill(new Ellipse2D.Double(336, 150 - lift, 10, 8));
    g.drawArc(302, (int) (176 - lift), 36, 18, 200, 140);
    g.dispose();
    return image;
  }

  /** Full-range BT.601, chroma halved both ways (JFIF). */
  private static void writePlanes(OutputStream out, BufferedImage image) throws IOException {
    byte[] y = new byte[WIDTH * HEIGHT];
    byte[] u = new byte[y.length / 4];
    byte[] v = new byte[y.length / 4];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        Color c = new Color(image.getRGB(column, row));
        double luma = 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue();
        y[row * WIDTH + column] = (byte) Math.round(luma);
        if (row % 2 == 0 && column % 2 == 0) {
          int at = row / 2 * (WIDTH / 2) + column / 2;
          u[at] = (byte) Math.round(128 + 0.564 * (c.getBlue() - luma));
          v[at] = (byte) Math.round(128 + 0.713 * (c.getRed() - luma));
        }
      }
    }
    out.write(y);
    out.write(u);
    out.write(v);
  }
}
