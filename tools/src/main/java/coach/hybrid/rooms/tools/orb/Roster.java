package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is in the room, and what each lets the orb do. The orb's thread only. */
final class Roster {
  /** One human. */
  record Human(String userId, String name, int generation, boolean unmuted, boolean hearable) {
    private Human with(MediaFlags media) {
      return new Human(userId, name, generation, media.audio(), hearable);
    }

    private Human with(Consent consent) {
      return new Human(userId, name, generation, unmuted, consent.assistant());
    }
  }

  private final Map<String, Human> humans = new LinkedHashMap<>();

  /** Takes somebody in; another orb is nobody to talk to. */
  void add(PeerInfo peer) {
    if (peer.participantType() == ParticipantType.HUMAN) {
      humans.put(
          peer.userId(),
          new Human(
              peer.userId(),
              peer.userName(),
              peer.generation(),
              peer.media().audio(),
              peer.consent().assistant()));
    }
  }

  void remove(String userId) {
    humans.remove(userId);
  }

  void changed(String userId, MediaFlags media) {
    humans.computeIfPresent(userId, (_, human) -> human.with(media));
  }

  void changed(String userId, Consent consent) {
    humans.computeIfPresent(userId, (_, human) -> human.with(consent));
  }

  boolean has(String userId) {
    return humans.containsKey(userId);
  }

  /** Whether this person has agreed to be heard by the orb. */
  boolean hearable(String userId) {
    Human human = humans.get(userId);
    return human != null && human.hearable();
  }

  /** Whether somebody is there who could say something any moment. */
  boolean somebodyUnmuted() {
    return humans.values().stream().anyMatch(Human::unmuted);
  }

  /** Those of these who are not here, or have been seated anew since. */
  List<String> missingFrom(Collection<PeerInfo> peers) {
    return humans.values().stream()
        .filter(human ->
            peers.stream()
                .noneMatch(peer ->
                    peer.userId().equals(human.userId())
                        && peer.generation() == human.generation()))
        .map(Human::userId)
        .toList();
  }

  String name(String userId) {
    Human human = humans.get(userId);
    return human == null ? userId : human.name();
  }

  List<Human> humans() {
    return List.copyOf(humans.values());
  }
}
