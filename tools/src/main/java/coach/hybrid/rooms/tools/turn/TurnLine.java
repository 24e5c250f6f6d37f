package coach.hybrid.rooms.tools.turn;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What carries STUN messages to a relay: datagrams, or a stream that they follow each other on. */
interface TurnLine extends AutoCloseable {
  void send(byte[] message) throws IOException;

  /** The next whole message; a {@link SocketTimeoutException} if none comes in time. */
  byte[] receive(Duration limit) throws IOException;

  /** Whether what is sent may be lost and must be sent again. */
  boolean loses();

  @Override
  void close() throws IOException;

  static TurnLine open(TurnUrl url, SSLContext trust, Duration limit) throws IOException {
    InetSocketAddress address = new InetSocketAddress(url.host(), url.port());
    if (address.isUnresolved()) {
      throw new IOException("no address is known for " + url.host());
    }
    if (url.line() == TurnUrl.Line.UDP) {
      return Datagrams.open(address);
    }
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) limit.toMillis());
      socket.setSoTimeout((int) limit.toMillis());
      socket.setTcpNoDelay(true);
      return new Stream(url.line() == TurnUrl.Line.TLS ? secured(socket, url, trust) : socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** As browsers do: the certificate must be trusted and must have the relay's name. */
  private static Socket secured(Socket socket, TurnUrl url, SSLContext trust) throws IOException {
    SSLSocket secure =
        (SSLSocket) trust.getSocketFactory().createSocket(socket, url.host(), url.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /** UDP: each message is a datagram. */
  final class Datagrams implements TurnLine {
    private static final int MAX_BYTES = 65_536;

    private final DatagramSocket socket;

    private Datagrams(DatagramSocket socket) {
      this.socket = socket;
    }

    static Datagrams open(InetSocketAddress address) throws IOException {
      DatagramSocket socket = new DatagramSocket();
      try {
        socket.connect(address);
        return new Datagrams(socket);
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }

    @Override
    public void send(byte[] message) throws IOException {
      socket.send(new DatagramPacket(message, message.length));
    }

    @Override
    public byte[] receive(Duration limit) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
      socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
      try {
        socket.receive(packet);
      } catch (PortUnreachableException e) {
        throw new IOException("nobody listens there", e);
      }
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public boolean loses() {
      return true;
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** TCP or TLS: a message's own header says how long it is. */
  final class Stream implements TurnLine {
    private final Socket socket;
    private final DataInputStream in;

    Stream(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
    }

    @Override
    public void send(byte[] message) throws IOException {
      socket.getOutputStream().write(message);
      socket.getOutputStream().flush();
    }

    @Override
    public byte[] receive(Duration limit) throws IOException {
      socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
      byte[] header = in.readNBytes(StunMessage.HEADER_BYTES);
      if (header.length < StunMessage.HEADER_BYTES) {
        throw new EOFException("the relay hung up");
      }
      int length = ByteBuffer.wrap(header).getShort(2) & 0xffff;
      byte[] whole = Arrays.copyOf(header, header.length + length);
      in.readFully(whole, header.length, length);
      return whole;
    }

    @Override
    public boolean loses() {
      return false;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
