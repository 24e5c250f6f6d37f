package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.util.ArrayList;
import java.util.List;

/** What somebody said until somebody else spoke: captions cut sentences, turns have them whole. */
record Turn(String participantId, Role role, String name, String text) {

  /**
   * @param said cleaned and in order
   */
  static List<Turn> of(List<Utterance> said) {
    List<Turn> turns = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < said.size(); i++) {
      Utterance each = said.get(i);
      text.append(text.isEmpty() ? "" : " ").append(each.text());
      boolean goesOn =
          i + 1 < said.size() && said.get(i + 1).participantId().equals(each.participantId());
      if (!goesOn) {
        turns.add(new Turn(each.participantId(), each.role(), each.name(), text.toString()));
        text.setLength(0);
      }
    }
    return turns;
  }
}
