package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.orb.talk.Occasion;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
  private static final Situation SITUATION =
      new Situation(
          Occasion.PAUSE,
          List.of(new Situation.Person("Ada", 9_000)),
          List.of(new Situation.Line("Ada", "I sleep badly.")));

  private final List<String> sentences = new ArrayList<>();
  private final StringBuilder asked = new StringBuilder();
  private final HttpServer server = unstarted();
  private int status = 200;
  private String answer = "";

  private static HttpServer unstarted() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          asked.append(exchange.getRequestHeaders().getFirst("Authorization")).append(' ');
          asked.append(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, 0);
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void think() throws IOException, InterruptedException {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat");
    new LanguageModel(endpoint, "key", "tiny", "analytical").think(SITUATION, sentences::add);
  }

  private static String event(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  @Test
  void sentencesComeOneByOne() throws IOException, InterruptedException {
    answer =
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"
            + event("That is ha")
            + event("rd. What")
            + event(" helps?")
            + "data: [DONE]\n\n";
    think();
    assertEquals(List.of("That is hard.", "What helps?"), sentences);
    assertTrue(asked.toString().startsWith("Bearer key "));
    assertTrue(asked.toString().contains("I sleep badly."));
    assertTrue(asked.toString().contains("analytical"));
  }

  @Test
  void aTalkativeModelIsCutShort() throws IOException, InterruptedException {
    answer = event("A one. A two. A three. A four. A five. ") + "data: [DONE]\n\n";
    think();
    assertEquals(3, sentences.size());
  }

  @Test
  void aFailureIsSaid() {
    status = 500;
    assertThrows(IOException.class, this::think);
    status = 200;
    answer = "data: nonsense\n\n";
    assertThrows(IOException.class, this::think);
    answer = "data: [DONE]\n\n";
    assertThrows(IOException.class, this::think);
  }
}
