package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ServerMessage.AiStatusChanged;
import coach.hybrid.rooms.protocol.ServerMessage.ConsentChanged;
import coach.hybrid.rooms.protocol.ServerMessage.MediaStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.SpeakingChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The others, and what the room says about each of them. Who comes and goes {@link Call} knows. */
final class Roster {
  /** A list, for a handful of people: a map that keeps their order costs the bundle more. */
  final List<Participant> participants = new ArrayList<>();

  private final Call.Listener listener;
  private boolean orbPaused;

  Roster(Call.Listener listener) {
    this.listener = listener;
  }

  @Nullable Participant find(String userId) {
    for (Participant participant : participants) {
      if (participant.info.userId().equals(userId)) {
        return participant;
      }
    }
    return null;
  }

  @Nullable Link linkTo(String userId) {
    Participant participant = find(userId);
    return participant == null ? null : participant.link;
  }

  /** Does it with every link. */
  void onLinks(Consumer<Link> task) {
    for (Participant participant : new ArrayList<>(participants)) {
      if (participant.link != null) {
        task.accept(participant.link);
      }
    }
  }

  void add(Participant participant) {
    participant.orbPaused = orbPaused;
    participants.add(participant);
    listener.joined(participant);
  }

  void setMedia(MediaStateChanged changed) {
    Participant participant = find(changed.fromId());
    if (participant != null) {
      participant.media = changed.media();
      if (participant.link != null) {
        participant.link.expect(participant.sendsAnything());
      }
      listener.changed(participant);
    }
  }

  void setSpeaking(SpeakingChanged changed) {
    Participant participant = find(changed.fromId());
    if (participant != null) {
      participant.speaking = changed.speaking();
      listener.changed(participant);
    }
  }

  void setAiState(AiStatusChanged changed) {
    Participant participant = find(changed.fromId());
    if (participant != null) {
      participant.aiState = changed.status();
      listener.changed(participant);
    }
  }

  void setConsent(ConsentChanged changed) {
    Participant participant = find(changed.fromId());
    if (participant != null) {
      participant.consent = changed.consent();
      listener.changed(participant);
    }
  }

  /** What is paused is told by the room, whatever the orb itself goes on saying. */
  void setOrbState(OrbStateChanged changed) {
    orbPaused = changed.state() == OrbState.PAUSED;
    for (Participant participant : participants) {
      participant.orbPaused = orbPaused;
      listener.changed(participant);
    }
    listener.assistantChanged(changed);
  }
}
