package coach.hybrid.rooms.tools.orb.peer;

/** How large and how often the face is painted. */
public record VideoSize(int width, int height, int framesPerSecond) {
  public static final VideoSize DEFAULT = new VideoSize(640, 360, 15);

  /** For many orbs on one machine. */
  public static final VideoSize SMALL = new VideoSize(320, 180, 5);

  /** By the names of the setting: {@code 360p15}, {@code 180p5}. */
  public static VideoSize named(String name) {
    return switch (name) {
      case "360p15" -> DEFAULT;
      case "180p5" -> SMALL;
      default -> throw new IllegalArgumentException("ORB_FACE must be 360p15 or 180p5");
    };
  }
}
