package coach.hybrid.rooms.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** A WebSocket client that does exactly what it is told, right or wrong (RFC 6455). */
final class RawSocket implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** A test that waits this long has failed; none waits for this on purpose. */
  private static final int PATIENCE_MILLIS = 20_000;

  private static final int SMALL_BUFFER = 32 * 1024;

  record Frame(int opCode, ByteBuffer payload) {
    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    int closeCode() {
      return payload.getShort(0) & 0xffff;
    }

    String closeReason() {
      return StandardCharsets.UTF_8.decode(payload.duplicate().position(2)).toString();
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private String head = "";
  private String body = "";

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  static RawSocket open(int port, String target, String... headers) throws IOException {
    return handshake(port, target, withVersion(headers));
  }

  /** Over TLS, by a receiver that takes only little ahead. */
  static RawSocket secure(SSLContext trusting, int port, String target) throws IOException {
    Socket socket = trusting.getSocketFactory().createSocket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return handshake(socket, target, withVersion());
  }

  private static String[] withVersion(String... headers) {
    List<String> all =
        new ArrayList<>(
            List.of("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13"));
    all.addAll(List.of(headers));
    return all.toArray(String[]::new);
  }

  /** With these headers and no others of the WebSocket protocol. */
  static RawSocket handshake(int port, String target, String... headers) throws IOException {
    return handshake(new Socket(InetAddress.getLoopbackAddress(), port), target, headers);
  }

  private static RawSocket handshake(Socket socket, String target, String... headers)
      throws IOException {
    RawSocket client = new RawSocket(socket);
    StringBuilder request =
        new StringBuilder("GET " + target + " HTTP/1.1\r\n")
            .append("Host: 127.0.0.1:" + socket.getPort() + "\r\n")
            .append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    client.out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    client.out.flush();
    client.readHead();
    return client;
  }

  private void readHead() throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf("\r\n\r\n") < 0) {
      read.append((char) in.readUnsignedByte());
    }
    head = read.toString();
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    if (at >= 0) {
      String length = head.substring(at + 16, head.indexOf('\r', at));
      body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  String head() {
    return head;
  }

  String body() {
    return body;
  }

  void text(String text) throws IOException {
    frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  void frame(int opCode, boolean last, byte[] payload) throws IOException {
    write(opCode, last, true, payload);
    out.flush();
  }

  /** As {@link #frame}, to a server that may have hung up by now. */
  void send(int opCode, boolean last, byte[] payload) {
    try {
      frame(opCode, last, payload);
    } catch (IOException e) {
      // Cut off: what came before that is still to be read.
    }
  }

  void unmasked(int opCode, byte[] payload) throws IOException {
    write(opCode, true, false, payload);
    out.flush();
  }

  /** The head of a text frame of which no more than the first byte comes. */
  void announce(long length) throws IOException {
    out.write(0x80 | TEXT);
    out.write(0x80 | 127);
    out.write(ByteBuffer.allocate(8).putLong(length).array());
    out.write(new byte[4]);
    out.write('{');
    out.flush();
  }

  /** Many texts in one go; the server may close in the middle of it. */
  void pour(String text, int times) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    try {
      for (int i = 0; i < times; i++) {
        write(TEXT, true, true, payload);
      }
      out.flush();
    } catch (IOException e) {
      // Cut off: what came before that is still to be read.
    }
  }

  private void write(int opCode, boolean last, boolean masked, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    int mask = masked ? 0x80 : 0;
    frame.write((last ? 0x80 : 0) | opCode);
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(mask | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(mask | 127);
      frame.write(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    if (masked) {
      frame.write(new byte[4]); // A key of zeros leaves the payload as it is.
    }
    frame.write(payload);
    frame.writeTo(out);
  }

  /** The next frame, whatever it is. */
  Frame read() throws IOException {
    int opCode = in.readUnsignedByte() & 15;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    return new Frame(opCode, ByteBuffer.wrap(in.readNBytes(length)));
  }

  /** The next message. */
  JsonObject readMessage() throws IOException {
    for (Frame frame = read(); ; frame = read()) {
      if (frame.opCode() == TEXT) {
        return JsonParser.parseString(frame.text()).getAsJsonObject();
      }
      if (frame.opCode() == CLOSE) {
        throw new AssertionError("closed with " + frame.closeCode());
      }
    }
  }

  /** The next message of this type; what comes before it is forgotten. */
  JsonObject readUntil(String type) throws IOException {
    JsonObject message = readMessage();
    while (!message.get("type").getAsString().equals(type)) {
      message = readMessage();
    }
    return message;
  }

  /** The close frame, after whatever comes before it. */
  Frame readClose() throws IOException {
    Frame frame = read();
    while (frame.opCode() != CLOSE) {
      frame = read();
    }
    return frame;
  }

  int readCloseCode() throws IOException {
    return readClose().closeCode();
  }

  /** Whether the server hung up. */
  boolean isAtEnd() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException e) {
      return true;
    }
  }

  /** Without a word, as when a network goes. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
