package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage.Caption;
import coach.hybrid.rooms.protocol.ServerMessage.TranscriptionChanged;
import coach.hybrid.rooms.protocol.TranscriptionState;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.transcription.SpeakerStream;
import coach.hybrid.rooms.server.transcription.Speech;
import coach.hybrid.rooms.server.transcription.SpeechPort;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.SpokenText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose voice may come in, and what is shown and kept of the words. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Transcribing {
  /** WebSocket close code 1013: come back later. */
  private static final int TRY_AGAIN_LATER = 1013;

  private final RoomSpec spec;
  private final SpeechPort speech;
  private final Clock clock;
  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Measures measures;
  private final Lifecycle lifecycle;
  private final Announcer announcer;
  private final Consumer<RoomCommand> self;

  /** By the speaker's id: the socket his voice comes from now. */
  private final Map<String, Voice> voices = new LinkedHashMap<>();

  /** Closed, and perhaps not yet all turned into words. */
  private final List<Voice> draining = new ArrayList<>();

  Transcribing(
      RoomSpec spec,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Consents consents,
      Measures measures,
      Lifecycle lifecycle,
      Announcer announcer,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.speech = ports.speech();
    this.clock = ports.clock();
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.measures = measures;
    this.lifecycle = lifecycle;
    this.announcer = announcer;
    this.self = self;
  }

  /** Whether that participant's voice comes in now. */
  boolean hears(String userId) {
    return voices.containsKey(userId);
  }

  /** One socket's voice, and the captions it has begun. */
  static final class Voice {
    private final Entrant speaker;
    private final AudioInlet inlet;
    private final Map<Integer, Integer> utteranceIds = new LinkedHashMap<>();
    private @Nullable SpeakerStream stream;

    private Voice(Entrant speaker, AudioInlet inlet) {
      this.speaker = speaker;
      this.inlet = inlet;
    }
  }

  TranscriptionState state() {
    return lifecycle.settings().features().transcription()
        ? speech.state(spec.lang())
        : TranscriptionState.OFF;
  }

  /** The door let that person's voice in; whether it is wanted is decided here. */
  void open(AudioInlet inlet, Entrant entrant) {
    if (entrant.type() != ParticipantType.HUMAN) {
      effects.close(inlet, CloseCode.FORBIDDEN, "an orb says its words itself");
      return;
    }
    if (!isAllowed(entrant.userId())) {
      effects.close(inlet, CloseCode.FORBIDDEN, "not allowed here and now");
      return;
    }
    if (!isPossible(state())) {
      effects.close(inlet, TRY_AGAIN_LATER, "transcription is not to be had");
      return;
    }
    Voice before = voices.remove(entrant.userId());
    if (before != null) {
      drain(before, CloseCode.REPLACED, "heard from elsewhere");
    }
    Voice voice = new Voice(entrant, inlet);
    voices.put(entrant.userId(), voice);
    SpeakerStream stream =
        speech.open(spec.roomId(), entrant.userId(), spec.lang(), new Postbox(voice, self));
    voice.stream = stream;
    effects.then(() -> inlet.begin(stream));
  }

  /** Where one voice's words are posted, on any thread. */
  private record Postbox(Voice voice, Consumer<RoomCommand> room) implements SpeechPort.Listener {
    @Override
    public void said(Speech speech) {
      room.accept(new RoomCommand.Said(voice, speech));
    }

    @Override
    public void drained() {
      room.accept(new RoomCommand.Drained(voice));
    }
  }

  /** That socket is gone. */
  @SuppressWarnings("ReferenceEquality") // The very socket.
  void lost(AudioInlet inlet) {
    for (Voice voice : List.copyOf(voices.values())) {
      if (voice.inlet == inlet) {
        voices.remove(voice.speaker.userId());
        drain(voice, CloseCode.NORMAL, "gone");
      }
    }
  }

  private void drain(Voice voice, int code, String reason) {
    draining.add(voice);
    effects.close(voice.inlet, code, reason);
    SpeakerStream stream = voice.stream;
    if (stream != null) {
      effects.then(stream::close);
    }
  }

  void drained(Voice voice) {
    draining.remove(voice);
  }

  /** Whether words are still to be expected of somebody who spoke. */
  boolean awaitsWords() {
    return !draining.isEmpty() || !voices.isEmpty();
  }

  /** He may not be heard any more: that waits for nothing. */
  void silence(String userId, String reason) {
    Voice voice = voices.remove(userId);
    if (voice != null) {
      draining.add(voice);
      voice.inlet.close(CloseCode.FORBIDDEN, reason);
      if (voice.stream != null) {
        voice.stream.close();
      }
    }
  }

  /** A command is through; perhaps somebody's voice may not come in any more. */
  void review() {
    TranscriptionState state = state();
    for (Voice voice : List.copyOf(voices.values())) {
      String userId = voice.speaker.userId();
      if (!isAllowed(userId)) {
        silence(userId, "transcription has stopped");
      } else if (!isPossible(state)) {
        voices.remove(userId);
        drain(voice, TRY_AGAIN_LATER, "transcription has stopped");
      }
    }
    announcer.transcriptionIs(new TranscriptionChanged(state, spec.lang()));
  }

  private boolean isAllowed(String userId) {
    return lifecycle.status() != RoomStatus.ENDED
        && seats.of(userId) != null
        && consents.of(userId).transcription()
        && lifecycle.settings().features().transcription();
  }

  private static boolean isPossible(TranscriptionState state) {
    return state == TranscriptionState.ON || state == TranscriptionState.BEHIND;
  }

  /** Words of a voice; whoever has taken back his consent meanwhile is not quoted any more. */
  void said(Voice voice, Speech said) {
    Instant start = lifecycle.actualStart();
    String userId = voice.speaker.userId();
    if (start == null
        || !consents.of(userId).transcription()
        || !lifecycle.settings().features().transcription()) {
      return;
    }
    String text = SpokenText.clean(said.text());
    Integer known = voice.utteranceIds.get(said.serial());
    if (text.isEmpty() && known == null) {
      return;
    }
    int utteranceId = known == null ? measures.nextUtterance() : known;
    if (said.isFinal()) {
      voice.utteranceIds.remove(said.serial());
    } else {
      voice.utteranceIds.put(said.serial(), utteranceId);
    }
    int startMillis = millis(start, said.startedAt());
    Utterance utterance =
        new Utterance(
            utteranceId,
            userId,
            voice.speaker.role(),
            nameOf(voice.speaker.name(), voice.speaker.role()),
            startMillis,
            Math.max(startMillis, millis(start, said.endedAt())),
            text,
            said.lang());
    show(utterance, said.isFinal());
  }

  /** The orb's own words, which nobody has to transcribe. */
  void orbSpoke(OrbReport.Spoke spoke) {
    Seat seat = seats.of(spec.orbUserId());
    String text = SpokenText.clean(spoke.text());
    if (seat == null || text.isEmpty() || lifecycle.actualStart() == null) {
      return;
    }
    Utterance utterance =
        new Utterance(
            measures.nextUtterance(),
            seat.userId(),
            Role.AI,
            nameOf(seat.name(), Role.AI),
            spoke.startMillis(),
            Math.max(spoke.startMillis(), spoke.endMillis()),
            text,
            spec.lang());
    keep(utterance);
    announcer.tellOthers(seat, caption(utterance, true)); // It knows what it said.
  }

  private void show(Utterance utterance, boolean isFinal) {
    if (isFinal) {
      keep(utterance);
    }
    announcer.tellAll(caption(utterance, isFinal));
  }

  private void keep(Utterance utterance) {
    if (!utterance.text().isEmpty() && state() != TranscriptionState.OFF) {
      effects.emit(new RoomEvent.Uttered(spec.roomId(), clock.instant(), utterance));
    }
  }

  /** Pages that stand open forget it, too. */
  void takeBack(Utterance said) {
    announcer.tellAll(
        new Caption(
            said.utteranceId(),
            said.participantId(),
            "",
            said.startMillis(),
            said.endMillis(),
            true,
            said.lang()));
  }

  private static Caption caption(Utterance utterance, boolean isFinal) {
    return new Caption(
        utterance.utteranceId(),
        utterance.participantId(),
        utterance.text(),
        utterance.startMillis(),
        utterance.endMillis(),
        isFinal,
        utterance.lang());
  }

  private static String nameOf(String name, Role role) {
    return SpokenText.name(name, role.wireName());
  }

  private static int millis(Instant start, Instant at) {
    return (int) Math.max(0, Duration.between(start, at).toMillis());
  }
}
