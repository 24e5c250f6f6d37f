package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The same call at the same time on a service without orbs: what this one loses is the machine's
 * doing and no fault's.
 */
final class Control {
  private final Stage stage;
  private final FaultRoom room;

  private Control(Stage stage, FaultRoom room) {
    this.stage = stage;
    this.room = room;
  }

  static Control start(Path launcher, Path directory) throws IOException, InterruptedException {
    Stage stage = new Stage(launcher, directory).set("ENABLE_AI_ORBS", "false").open();
    FaultRoom room = stage.room();
    room.enter();
    return new Control(stage, room);
  }

  long longestGapMillisSince(long nanos) {
    return Math.max(
        room.coach().longestGapMillisSince(nanos), room.client().longestGapMillisSince(nanos));
  }

  void stop() throws InterruptedException {
    stage.clear();
  }
}
