package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Map;

/**
 * Where what one participant sends may go. The room makes a new one when anything changes; the
 * socket's thread reads it, and no frame ever waits for the room.
 *
 * @param from the sender's own short id
 * @param to the receivers by their short ids
 */
public record RelayRoutes(int from, Map<Integer, Route> to) {
  /** To nobody: the room has not answered yet. */
  public static final RelayRoutes NONE = new RelayRoutes(0, Map.of());

  public RelayRoutes {
    to = Map.copyOf(to);
  }

  /** The way to one participant, and what may go it. What he misses may always be said. */
  public record Route(RelayInlet target, boolean audio, boolean camera, boolean screen) {
    public boolean lets(int kind) {
      return switch (kind) {
        case MediaFrame.AUDIO -> audio;
        case MediaFrame.CAMERA -> camera;
        case MediaFrame.SCREEN -> screen;
        case MediaFrame.CONTROL -> true;
        default -> false;
      };
    }
  }
}
