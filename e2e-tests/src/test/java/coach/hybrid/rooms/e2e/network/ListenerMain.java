package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;

/** A process that says what datagrams say that reach any address of its host, loopback included. */
public final class ListenerMain {
  private static final int MAX_OCTETS = 1_500;

  private ListenerMain() {}

  public static void main(String[] none) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(RelayUserMain.PEER_PORT)) {
      System.out.println("listening");
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_OCTETS], MAX_OCTETS);
        socket.receive(packet);
        System.out.println(
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
      }
    }
  }
}
