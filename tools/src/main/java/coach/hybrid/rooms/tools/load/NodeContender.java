package coach.hybrid.rooms.tools.load;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Node server of {@code tools/load/bench/node}. */
final class NodeContender implements Contender {
  /** Below those the system gives to whoever connects: the load does so thousands of times. */
  private static final int PORT = 18_202;

  private final File directory;
  private int rooms;

  /**
   * @param directory where {@code server.js} and its {@code node_modules} are
   */
  NodeContender(File directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "node";
  }

  @Override
  public ServerProcess start() throws IOException, InterruptedException {
    return ServerProcess.start(
        List.of("node", new File(directory, "server.js").getPath(), Integer.toString(PORT)),
        Map.of("NODE_ENV", "production"),
        PORT,
        new File(directory, "node.log"));
  }

  @Override
  public int port() {
    return PORT;
  }

  @Override
  public List<Member> newRooms(int count) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String roomId = "room-" + rooms++;
      String target = "/ws-simple/" + roomId;
      members.addAll(
          Contender.members(
              roomId,
              List.of(target, target, target),
              List.of("coach-" + roomId, "client-" + roomId, "ai-orb-" + roomId)));
    }
    return members;
  }
}
