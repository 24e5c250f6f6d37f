package coach.hybrid.rooms.server.transcription.transcript;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over utterances in the order of their starts; used by one thread, once. */
final class TalkCount {
  /** A longer pause ends a monologue. */
  private static final int PAUSE_MILLIS = 2_000;

  /** Who has spoken for less is not yet interrupted: both began at once. */
  private static final int HELD_MILLIS = 1_000;

  /** Captions begin a little early and end a little late; such an overlap is a change of turn. */
  private static final int GOES_ON_MILLIS = 500;

  /** Shorter is assent, not interruption. */
  private static final int ASSENT_MILLIS = 1_000;

  private static final int ALL_PERCENT = 100;

  private static final class Voice {
    private final String participantId;
    private final Role role;
    private String name;
    private long talkMillis;
    private int coveredUntil = -1;
    private int stretchStart;
    private int lastEnd = Integer.MIN_VALUE / 2;
    private long longestMonologueMillis;
    private int interruptions;

    private Voice(Utterance first) {
      participantId = first.participantId();
      role = first.role();
      name = first.name();
    }
  }

  private final Map<String, Voice> voices = new LinkedHashMap<>();
  private @Nullable Voice monologuist;
  private int monologueStart;
  private int monologueEnd;
  private long anybodyMillis;
  private int anybodyUntil;
  private long talkMillis;

  void add(Utterance said) {
    Voice voice = voices.computeIfAbsent(said.participantId(), _ -> new Voice(said));
    voice.name = said.name();
    boolean begins = said.startMillis() - voice.lastEnd >= PAUSE_MILLIS;
    if (begins) {
      voice.stretchStart = said.startMillis();
      if (said.endMillis() - said.startMillis() >= ASSENT_MILLIS && othersHold(voice, said)) {
        voice.interruptions++;
      }
    }
    voice.lastEnd = Math.max(voice.lastEnd, said.endMillis());
    monologue(voice, said);
    cover(voice, said);
  }

  private boolean othersHold(Voice voice, Utterance said) {
    return voices.values().stream()
        .anyMatch(other ->
            other != voice
                && said.startMillis() - other.stretchStart > HELD_MILLIS
                && other.lastEnd - said.startMillis() >= GOES_ON_MILLIS);
  }

  private void monologue(Voice voice, Utterance said) {
    if (voice == monologuist && said.startMillis() - monologueEnd < PAUSE_MILLIS) {
      monologueEnd = Math.max(monologueEnd, said.endMillis());
    } else {
      monologuist = voice;
      monologueStart = said.startMillis();
      monologueEnd = said.endMillis();
    }
    voice.longestMonologueMillis =
        Math.max(voice.longestMonologueMillis, monologueEnd - monologueStart);
  }

  private void cover(Voice voice, Utterance said) {
    int ownFrom = Math.max(said.startMillis(), voice.coveredUntil);
    if (said.endMillis() > ownFrom) {
      voice.talkMillis += said.endMillis() - ownFrom;
      talkMillis += said.endMillis() - ownFrom;
      voice.coveredUntil = said.endMillis();
    }
    int anybodyFrom = Math.max(said.startMillis(), anybodyUntil);
    if (said.endMillis() > anybodyFrom) {
      anybodyMillis += said.endMillis() - anybodyFrom;
      anybodyUntil = said.endMillis();
    }
  }

  TalkReport report(Duration length) {
    long lengthMillis = Math.max(length.toMillis(), anybodyUntil);
    Map<Voice, Integer> percentages = percentages();
    List<TalkReport.Participant> participants = new ArrayList<>();
    for (Voice voice : voices.values()) {
      participants.add(
          new TalkReport.Participant(
              voice.participantId,
              voice.role,
              voice.name,
              Duration.ofMillis(voice.talkMillis),
              percentages.getOrDefault(voice, 0),
              Duration.ofMillis(voice.longestMonologueMillis),
              voice.interruptions));
    }
    return new TalkReport(
        participants,
        Duration.ofMillis(lengthMillis - anybodyMillis),
        Duration.ofMillis(lengthMillis));
  }

  /** Whole numbers that make 100: those with the largest remainders are rounded up. */
  private Map<Voice, Integer> percentages() {
    Map<Voice, Integer> percentages = new LinkedHashMap<>();
    if (talkMillis == 0) {
      return percentages;
    }
    int missing = ALL_PERCENT;
    for (Voice voice : voices.values()) {
      int whole = (int) (voice.talkMillis * ALL_PERCENT / talkMillis);
      percentages.put(voice, whole);
      missing -= whole;
    }
    voices.values().stream()
        .sorted(
            Comparator.comparingLong(
                (Voice voice) -> -(voice.talkMillis * ALL_PERCENT % talkMillis)))
        .limit(missing)
        .forEach(voice -> percentages.merge(voice, 1, Integer::sum));
    return percentages;
  }
}
