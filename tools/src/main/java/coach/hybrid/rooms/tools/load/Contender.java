package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One of the two servers that are compared. */
sealed interface Contender permits RoomsContender, NodeContender {
  String name();

  ServerProcess start() throws IOException, InterruptedException;

  int port();

  /** The members of so many new rooms of three; orders the rooms first where that is needed. */
  List<Member> newRooms(int rooms) throws IOException, InterruptedException;

  /** The three of one room. {@code targets} and {@code userIds} are coach, client, orb. */
  static List<Member> members(String roomId, List<String> targets, List<String> userIds) {
    List<String> roles = List.of("coach", "client", "ai");
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      String userId = userIds.get(i);
      boolean human = i < 2;
      String instance = human ? ",\"protocol\":1,\"instanceId\":\"page-" + userId + "\"" : "";
      String join =
          """
          {"type":"join","roomId":"%s","userId":"%s","userRole":"%s","userName":"Somebody",\
          "participantType":"%s"%s}\
          """
              .formatted(roomId, userId, roles.get(i), human ? "human" : "ai", instance);
      List<String> peers = userIds.stream().filter(id -> !id.equals(userId)).toList();
      members.add(new Member(targets.get(i), userId, peers, human, join));
    }
    return members;
  }
}
