package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * What a call's beginning looks like on the wire: for one offer and one answer of 2 KB each twenty
 * candidates, at a fixed rate that does not wait for the server. Each message carries the time at
 * which it was due, so that a late one counts as late.
 */
final class Traffic implements Fleet.Hearer {
  private static final byte[] STAMP = "\"sentAt\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int STAMP_DIGITS = 16;
  private static final int KINDS = 22;
  private static final int SDP_CHARS = 2_000;

  /** What came of it. */
  record Outcome(long sent, long received, Nanos latency) {}

  private final Random random = new Random(7);
  private final String sdp = sdp();
  private Nanos latency = new Nanos();

  /** Lines as a browser writes them, escaped for JSON. */
  private static String sdp() {
    StringBuilder lines =
        new StringBuilder("v=0\\r\\no=- 4611731400430051336 2 IN IP4 127.0.0.1\\r\\n");
    lines.append(
        "s=-\\r\\nt=0 0\\r\\na=group:BUNDLE 0 1 2\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n");
    for (int type = 96; lines.length() < SDP_CHARS; type++) {
      lines.append("a=rtpmap:").append(type).append(" VP8/90000\\r\\na=rtcp-fb:");
      lines.append(type).append(" nack pli\\r\\n");
    }
    return lines.toString();
  }

  /** Sends at this rate for so long, then waits for the last ones. */
  Outcome run(Fleet fleet, int perSecond, double seconds) throws IOException {
    latency = new Nanos();
    fleet.hear(this);
    long begin = System.nanoTime();
    long total = (long) (perSecond * seconds);
    long sent = 0;
    while (sent < total) {
      long due = Math.min(total, (System.nanoTime() - begin) * perSecond / 1_000_000_000L);
      for (int burst = 0; sent < due && burst < 64; burst++) {
        send(fleet.sockets(), begin + sent * 1_000_000_000L / perSecond);
        sent++;
      }
      fleet.poll(sent < due ? 0 : 1);
    }
    fleet.pollFor(300);
    return new Outcome(sent, latency.count(), latency);
  }

  private void send(List<LoadSocket> sockets, long dueNanos) throws IOException {
    LoadSocket socket = sockets.get(random.nextInt(sockets.size()));
    Member member = socket.member();
    String to = member.peers().get(random.nextInt(member.peers().size()));
    String text = message(random.nextInt(KINDS), member.mayOffer(), to, dueNanos);
    socket.write(ClientFrames.of(ClientFrames.TEXT, text.getBytes(StandardCharsets.US_ASCII)));
  }

  private String message(int kind, boolean mayOffer, String to, long dueNanos) {
    String stamp = HexFormat.of().toHexDigits(dueNanos);
    String rest = ",\"toId\":\"" + to + "\",\"sentAt\":\"" + stamp + "\"}";
    if (kind > 1) {
      return "{\"type\":\"ice-candidate\",\"candidate\":{\"candidate\":\"candidate:"
          + "842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 10.0.0.17 rport 46154"
          + " generation 0 ufrag EEtu network-cost 999\",\"sdpMid\":\"0\",\"sdpMLineIndex\":0,"
          + "\"usernameFragment\":\"EEtu\"}"
          + rest;
    }
    String type = kind == 0 && mayOffer ? "offer" : "answer";
    return "{\"type\":\"%s\",\"%s\":{\"type\":\"%s\",\"sdp\":\"%s\"}%s"
        .formatted(type, type, type, sdp, rest);
  }

  @Override
  public void heard(ByteBuffer text) {
    long now = System.nanoTime();
    // The server may put something behind it, never much.
    for (int at = text.limit() - STAMP.length - STAMP_DIGITS; at >= text.position(); at--) {
      if (text.get(at + 1) == 's' && text.slice(at, STAMP.length).equals(ByteBuffer.wrap(STAMP))) {
        latency.add(now - stamp(text, at + STAMP.length));
        return;
      }
    }
  }

  private static long stamp(ByteBuffer text, int at) {
    long value = 0;
    for (int i = 0; i < STAMP_DIGITS; i++) {
      value = value << 4 | Character.digit(text.get(at + i), 16);
    }
    return value;
  }
}
