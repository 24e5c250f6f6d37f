package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.room.AudioInlet;
import coach.hybrid.rooms.server.socket.OutboundQueue;
import coach.hybrid.rooms.server.socket.SocketListener;
import coach.hybrid.rooms.server.socket.SocketMessage;
import coach.hybrid.rooms.server.transcription.AudioFloodException;
import coach.hybrid.rooms.server.transcription.SpeakerStream;
import coach.hybrid.rooms.server.transcription.UnusableAudioException;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's voice: frames on to the stream that the room has opened for it. What comes before
 * the room has answered is let go. Whatever is wrong with it costs this socket only.
 */
final class VoiceSocket implements SocketListener, AudioInlet {
  /** Fifty a second is the pace; after a stall of the network some seconds come at once. */
  private static final int FRAME_BURST = 500;

  private static final int FRAMES_PER_SECOND = 75;
  private static final String BAD_FRAME = "not a media frame: ";

  private final Admitted admitted;
  private final Clock clock;
  private final Bucket rate =
      Bucket.builder()
          .addLimit(limit ->
              limit.capacity(FRAME_BURST).refillGreedy(FRAMES_PER_SECOND, Duration.ofSeconds(1)))
          .build();
  private volatile @Nullable OutboundQueue outbound;
  private volatile @Nullable SpeakerStream stream;

  VoiceSocket(Admitted admitted, Clock clock) {
    this.admitted = admitted;
    this.clock = clock;
  }

  @Override
  public void opened(OutboundQueue out) {
    outbound = out;
    admitted.room().openAudio(this, admitted.entrant());
  }

  @Override
  public void begin(SpeakerStream begun) {
    stream = begun;
  }

  @Override
  public void close(int code, String reason) {
    stream = null;
    OutboundQueue out = outbound;
    if (out != null) {
      out.close(code, reason);
    }
  }

  @Override
  public @Nullable Runnable received(SocketMessage message) {
    if (!(message instanceof SocketMessage.Binary(var octets))) {
      close(CloseCode.BAD_MESSAGES, "binary only");
      return null;
    }
    if (!rate.tryConsume(1)) {
      close(CloseCode.OVERLOADED, "too many frames");
      return null;
    }
    byte[] bytes = new byte[octets.remaining()];
    octets.get(bytes);
    try {
      MediaFrame frame = MediaFrame.decode(bytes);
      SpeakerStream to = stream;
      if (frame.kind() != MediaFrame.SPEECH) {
        close(CloseCode.BAD_MESSAGES, BAD_FRAME + "kind must be " + MediaFrame.SPEECH);
      } else if (to != null) {
        to.accept(frame, clock.instant());
      }
    } catch (ProtocolException e) {
      close(CloseCode.BAD_MESSAGES, BAD_FRAME + e.getMessage());
    } catch (AudioFloodException e) {
      close(CloseCode.OVERLOADED, String.valueOf(e.getMessage()));
    } catch (UnusableAudioException e) {
      close(CloseCode.BAD_MESSAGES, "unusable audio: " + e.getMessage());
    }
    return null;
  }

  @Override
  public void lost(Instant lastHeard) {
    stream = null;
    admitted.room().loseAudio(this);
  }
}
