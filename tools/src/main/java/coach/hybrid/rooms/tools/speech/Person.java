package coach.hybrid.rooms.tools.speech;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Page;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A seat with an open microphone and captions on, without a browser. */
final class Person {
  private static final long ANSWER_SECONDS = 10;
  private static final int FRAME_MILLIS = 20;
  private static final int FRAME_SAMPLES = Script.SAMPLES_PER_SECOND / 1_000 * FRAME_MILLIS;

  private final Api api;
  private final String roomId;
  private final String userId;
  private final String role;
  private final String token;

  // Guarded by this.
  private final List<Captioned> captions = new ArrayList<>();
  private @Nullable WebSocket signalling;
  private @Nullable WebSocket voice;
  private int closed;

  Person(Api api, String roomId, String userId, String role, String token) {
    this.api = api;
    this.roomId = roomId;
    this.userId = userId;
    this.role = role;
    this.token = token;
  }

  String userId() {
    return userId;
  }

  /** Takes the seat, agrees to be written down, and opens the way for the voice. */
  void join() throws IOException, InterruptedException {
    Page page = new Page(this::received, _ -> {});
    WebSocket opened = api.open("/ws-simple/" + roomId + "?token=" + token, page);
    try {
      opened
          .sendText(Page.join(roomId, userId, role, UUID.randomUUID().toString()), true)
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      page.welcome().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      opened
          .sendText(
              "{\"type\":\"consent\",\"transcription\":true,\"recording\":false,\"assistant\":false}",
              true)
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(role + " was not let in", e);
    }
    synchronized (this) {
      signalling = opened;
    }
  }

  /** Only once the room has heard of the consent, which the other one's caption state shows. */
  void openVoice() throws IOException {
    WebSocket opened =
        api.open("/media/" + roomId + "?use=transcription&token=" + token, new Silent());
    synchronized (this) {
      voice = opened;
    }
  }

  /** Says it in real time; when it began, by {@link System#nanoTime}. */
  long say(Script script) throws IOException, InterruptedException {
    WebSocket open;
    synchronized (this) {
      open = voice;
    }
    if (open == null) {
      throw new IllegalStateException("no voice");
    }
    long begun = System.nanoTime();
    int frames = script.samples().length / FRAME_SAMPLES;
    for (int seq = 0; seq < frames; seq++) {
      // A frame leaves when its last sample has been said.
      long due = begun + (seq + 1L) * FRAME_MILLIS * 1_000_000;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      ByteBuffer message = ByteBuffer.wrap(frame(script, seq).encode());
      try {
        open.sendBinary(message, true).get(ANSWER_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the voice of " + role + " was cut off: " + closed(), e);
      }
    }
    return begun;
  }

  private static MediaFrame frame(Script script, int seq) {
    byte[] payload = new byte[FRAME_SAMPLES * 2];
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      short sample = script.samples()[seq * FRAME_SAMPLES + i];
      payload[2 * i] = (byte) sample;
      payload[2 * i + 1] = (byte) (sample >> 8);
    }
    return new MediaFrame(
        MediaFrame.SPEECH, 0, MediaFrame.PCM_16K, 0, 1, seq, seq * FRAME_MILLIS, payload);
  }

  synchronized List<Captioned> captions() {
    return List.copyOf(captions);
  }

  private synchronized void received(JsonObject message) {
    if (message.get("type").getAsString().equals("caption")) {
      shown(message);
    }
  }

  private void shown(JsonObject caption) {
    captions.add(
        new Captioned(
            caption.get("utteranceId").getAsInt(),
            caption.get("fromId").getAsString(),
            caption.get("text").getAsString(),
            caption.get("final").getAsBoolean(),
            System.nanoTime()));
  }

  synchronized int closed() {
    return closed;
  }

  private synchronized void closed(int code) {
    closed = code;
  }

  synchronized void leave() {
    for (WebSocket socket : new @Nullable WebSocket[] {voice, signalling}) {
      if (socket != null) {
        socket.abort();
      }
    }
  }

  /** Nothing comes but an end. */
  private final class Silent implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed(code);
      return null;
    }
  }
}
