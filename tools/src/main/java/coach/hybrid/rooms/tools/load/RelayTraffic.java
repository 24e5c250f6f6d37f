package coach.hybrid.rooms.tools.load;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call over the relay is on the wire, each way: fifty frames of sound a second and fifteen
 * pictures, 100 kbit/s of them. Each message carries the time at which it was due, so that a late
 * one counts as late.
 */
final class RelayTraffic implements RelayPairs.Hearer {
  private static final int SOUND_PER_SECOND = 50;
  private static final int PICTURES_PER_SECOND = 15;

  /** 32 kbit/s and 100 kbit/s, with the tag of 16 octets. */
  private static final int SOUND_OCTETS = 80 + 16;

  private static final int PICTURE_OCTETS = 100_000 / 8 / PICTURES_PER_SECOND + 16;

  /** A picture that needs none before it, every two seconds, is some times as large. */
  private static final int PICTURES_A_KEY = 30;

  private static final int KEY_TIMES = 5;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** What came of it. */
  record Outcome(long sent, long received, long octets, Nanos latency) {}

  private Nanos latency = new Nanos();
  private long octets;

  /** One kind of frame on one line, at its own time. */
  private static final class Stream {
    private final RelayPairs.Line line;
    private final boolean picture;
    private final long firstNanos;
    private int seq;

    private Stream(RelayPairs.Line line, boolean picture, long firstNanos) {
      this.line = line;
      this.picture = picture;
      this.firstNanos = firstNanos;
    }

    long dueNanos() {
      int perSecond = picture ? PICTURES_PER_SECOND : SOUND_PER_SECOND;
      return firstNanos + seq * NANOS_PER_SECOND / perSecond;
    }

    void send() throws IOException {
      boolean key = picture && seq % PICTURES_A_KEY == 0;
      int size = picture ? PICTURE_OCTETS * (key ? KEY_TIMES : 1) : SOUND_OCTETS;
      byte[] payload = new byte[size];
      ByteBuffer.wrap(payload).putLong(dueNanos());
      MediaFrame frame =
          new MediaFrame(
              picture ? MediaFrame.CAMERA : MediaFrame.AUDIO,
              key ? MediaFrame.KEY : 0,
              picture ? MediaFrame.VP9 : MediaFrame.OPUS,
              line.to(),
              1,
              seq++,
              0,
              payload);
      line.socket().write(ClientFrames.of(ClientFrames.BINARY, frame.encode()));
    }
  }

  /** Sends for so long, then waits for the last ones. */
  Outcome run(RelayPairs pairs, double seconds) throws IOException {
    latency = new Nanos();
    octets = 0;
    pairs.hear(this);
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * NANOS_PER_SECOND);
    List<Stream> streams = streams(pairs.lines(), begin);
    long sent = 0;
    for (long now = begin; now < end; now = System.nanoTime()) {
      for (Stream stream : streams) {
        while (stream.dueNanos() <= now) {
          stream.send();
          sent++;
        }
      }
      pairs.poll(1);
    }
    while (latency.count() < sent && System.nanoTime() < end + NANOS_PER_SECOND) {
      pairs.poll(1);
    }
    return new Outcome(sent, latency.count(), octets, latency);
  }

  /** Not all at once: people do not speak in step. */
  private static List<Stream> streams(List<RelayPairs.Line> lines, long begin) {
    List<Stream> streams = new ArrayList<>();
    long step = NANOS_PER_SECOND / SOUND_PER_SECOND / Math.max(1, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      streams.add(new Stream(lines.get(i), false, begin + i * step));
      streams.add(new Stream(lines.get(i), true, begin + i * step));
    }
    return streams;
  }

  @Override
  public void heard(ByteBuffer message) {
    octets += message.remaining();
    latency.add(System.nanoTime() - message.getLong(message.position() + MediaFrame.HEADER_BYTES));
  }
}
