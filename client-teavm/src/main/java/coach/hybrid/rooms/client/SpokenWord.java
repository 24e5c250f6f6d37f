package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.TranscriptApi;
import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.Self;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.media.RoomMedia;
import coach.hybrid.rooms.client.transcript.Captions;
import coach.hybrid.rooms.client.transcript.Transcript;
import coach.hybrid.rooms.client.transcript.Utterance;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import java.util.List;

/**
 * What is said in the call: one's own voice to be written down, and everybody's words come back.
 */
final class SpokenWord {
  /** As under one's own picture. */
  private static final String YOU = "You";

  final Captions captions;
  final Transcript transcript = new Transcript();
  private final Self self;
  private final TranscriptApi api;
  private final RoomMedia media;

  SpokenWord(Self self, Seat seat, RoomMedia media, Timers timers) {
    this.self = self;
    this.media = media;
    captions = new Captions(timers);
    api = new TranscriptApi(seat.roomId(), seat::token, self.userId(), YOU);
  }

  /** We sit in the room, perhaps again: what was said meanwhile is fetched. */
  void join() {
    transcript.dropUnfinished();
    loadTranscript();
  }

  void setConsent(boolean mayBeWrittenDown) {
    media.setConsent(mayBeWrittenDown);
  }

  void useMicrophone(LocalMedia own) {
    media.setMicrophone(own.microphone(), own.isMicrophoneOn());
  }

  void receive(ServerMessage.TranscriptionChanged changed) {
    media.setTranscription(changed.state());
  }

  void receive(ServerMessage.Caption caption, List<Participant> participants) {
    Utterance utterance =
        new Utterance(
            caption.utteranceId(),
            caption.fromId(),
            nameOf(caption.fromId(), participants),
            caption.text(),
            caption.startMillis(),
            caption.isFinal(),
            caption.lang());
    captions.put(utterance);
    if (self.role() == Role.COACH) {
      transcript.put(utterance);
    }
  }

  private String nameOf(String speakerId, List<Participant> participants) {
    if (speakerId.equals(self.userId())) {
      return YOU;
    }
    for (Participant participant : participants) {
      if (participant.info().userId().equals(speakerId)) {
        return participant.info().userName();
      }
    }
    String known = transcript.nameOf(speakerId);
    return known == null ? "Somebody who left" : known;
  }

  /** Only a coach gets it. */
  void loadTranscript() {
    if (self.role() == Role.COACH) {
      transcript.expectHistory();
      api.load(transcript::merge);
    }
  }

  void saveTranscript(String format, Runnable failed) {
    api.save(format, failed);
  }

  void close() {
    captions.close();
  }
}
