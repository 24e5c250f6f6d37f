package coach.hybrid.rooms.e2e.network;

import coach.hybrid.rooms.tools.turn.PeerAddress;
import coach.hybrid.rooms.tools.turn.TurnClient;
import coach.hybrid.rooms.tools.turn.TurnRefusedException;
import coach.hybrid.rooms.tools.turn.TurnUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A process that uses the relay from its host as whoever it is told to be: every line of its input
 * is an address of the relay, a user, a password and the peers to ask for, with a space between
 * them. Each is answered by one line of codes: the allocation's, then each peer's; 0 is yes. To all
 * peers, permitted or not, a datagram goes that says whom it is for.
 */
public final class RelayUserMain {
  static final int PEER_PORT = 9_999;
  private static final String MAPPED = "::ffff:";
  private static final int FIRST_PEER = 3;

  private RelayUserMain() {}

  /**
   * Runs until its input ends.
   *
   * @param arguments the file of the certificate to believe
   */
  public static void main(String[] arguments) throws IOException {
    SSLContext trust = Certificate.trusting(Path.of(arguments[0]));
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(String.join(" ", use(List.of(line.split(" ", -1)), trust)));
      }
    }
  }

  private static List<String> use(List<String> words, SSLContext trust) throws IOException {
    List<String> codes = new ArrayList<>();
    try (TurnClient client = TurnClient.open(TurnUrl.parse(words.getFirst()), trust)) {
      codes.add(code(() -> client.allocate(words.get(1), words.get(2))));
      if (codes.getFirst().equals("0")) {
        for (String peer : words.subList(FIRST_PEER, words.size())) {
          PeerAddress address = address(peer);
          codes.add(code(() -> client.permit(address)));
          client.send(address, peer.getBytes(StandardCharsets.UTF_8));
        }
        client.release();
      }
    }
    return codes;
  }

  private static PeerAddress address(String peer) {
    return peer.startsWith(MAPPED)
        ? PeerAddress.mapped(peer.substring(MAPPED.length()), PEER_PORT)
        : PeerAddress.of(peer, PEER_PORT);
  }

  /** Asks the relay for something. */
  private interface Question {
    void ask() throws IOException;
  }

  private static String code(Question question) throws IOException {
    try {
      question.ask();
      return "0";
    } catch (TurnRefusedException e) {
      return Integer.toString(e.code());
    }
  }
}
