package coach.hybrid.rooms.tools.orb.face;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Paints the orb, indigo to teal to warm white, into one picture it keeps. One thread only. */
public final class FacePainter {
  private static final Color NIGHT = new Color(0x0b, 0x0d, 0x1f);
  private static final Color INDIGO = new Color(0x31, 0x2e, 0x81);
  private static final Color TEAL = new Color(0x14, 0xb8, 0xa6);
  private static final Color WARM_WHITE = new Color(0xff, 0xf4, 0xe0);

  private final int width;
  private final int height;
  private final BufferedImage picture;

  public FacePainter(int width, int height) {
    this.width = width;
    this.height = height;
    this.picture = new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
  }

  /** The picture's own bytes, alpha first; overwritten by the next call. */
  public byte[] paint(FaceParameters face) {
    Graphics2D g = picture.createGraphics();
    try {
      g.setComposite(AlphaComposite.Src);
      g.setColor(NIGHT);
      g.fillRect(0, 0, width, height);
      g.setComposite(AlphaComposite.SrcOver);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paintGlow(g, face);
      paintBody(g, face);
      paintLight(g, face);
    } finally {
      g.dispose();
    }
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }

  /** What {@link #paint} has painted last. */
  BufferedImage picture() {
    return picture;
  }

  private void paintGlow(Graphics2D g, FaceParameters face) {
    double reach = face.radius() * 1.8;
    int alpha = (int) Math.round(150 * clamp(face.glow()));
    Color near = mix(INDIGO, TEAL, 0.35 + 0.65 * face.warmth());
    disc(
        g,
        0,
        0,
        reach,
        new float[] {0f, (float) (face.radius() / reach), 1f},
        withAlpha(near, alpha),
        withAlpha(near, alpha),
        withAlpha(near, 0));
  }

  private void paintBody(Graphics2D g, FaceParameters face) {
    disc(
        g,
        0,
        0,
        face.radius(),
        new float[] {0f, 0.62f, 1f},
        mix(TEAL, WARM_WHITE, 0.25 * face.warmth()),
        mix(INDIGO, TEAL, 0.55),
        INDIGO);
  }

  /** The light wanders round the centre, and falls into it while the orb thinks. */
  private void paintLight(Graphics2D g, FaceParameters face) {
    double away = face.radius() * 0.3 * (1 - face.inward());
    double size = face.radius() * (0.75 - 0.3 * face.inward());
    Color core = mix(TEAL, WARM_WHITE, 0.4 + 0.6 * face.warmth());
    disc(
        g,
        away * Math.cos(face.turn()),
        away * Math.sin(face.turn()),
        size,
        new float[] {0f, 0.45f, 1f},
        withAlpha(core, 240),
        withAlpha(core, 120),
        withAlpha(core, 0));
    if (face.inward() > 0.2) {
      double orbit = face.radius() * 0.62;
      Color spark = withAlpha(WARM_WHITE, (int) Math.round(200 * clamp(face.inward())));
      for (int i = 0; i < 3; i++) {
        double angle = -2 * face.turn() + i * 2 * Math.PI / 3;
        disc(
            g,
            orbit * Math.cos(angle),
            orbit * Math.sin(angle),
            face.radius() * 0.1,
            new float[] {0f, 0.5f, 1f},
            spark,
            withAlpha(spark, spark.getAlpha() / 2),
            withAlpha(spark, 0));
      }
    }
  }

  private void disc(
      Graphics2D g, double x, double y, double radius, float[] stops, Color... colours) {
    double centreX = width / 2.0 + x * height;
    double centreY = height / 2.0 + y * height;
    double size = Math.max(1, radius * height);
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(centreX, centreY), (float) size, stops, colours));
    g.fill(new Ellipse2D.Double(centreX - size, centreY - size, 2 * size, 2 * size));
  }

  private static Color mix(Color from, Color to, double part) {
    double p = clamp(part);
    return new Color(
        (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * p),
        (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * p),
        (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * p));
  }

  private static Color withAlpha(Color colour, int alpha) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), Math.max(0, Math.min(255, alpha)));
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
