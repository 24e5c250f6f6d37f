package coach.hybrid.rooms.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessageTest {
  static List<Path> client() {
    return Golden.files("client");
  }

  static List<Path> server() {
    return Golden.files("server");
  }

  static List<Path> accepted() {
    return Golden.files("accepted").stream()
        .filter(file -> !file.toString().endsWith(Golden.CANONICAL))
        .toList();
  }

  static List<Golden.Malformed> malformed() {
    return Golden.malformed();
  }

  @ParameterizedTest
  @MethodSource("client")
  void canonicalClientTextsComeBackUnchanged(Path file) throws ProtocolException {
    String text = Golden.read(file);
    ClientMessage message = MessageCodec.decodeClient(text);
    assertEquals(text, MessageCodec.encode(message));
    assertEquals(message, MessageCodec.decodeClient(MessageCodec.encode(message)));
    assertEquals(Golden.parse(text), Golden.parse(MessageCodec.encode(message)));
  }

  @ParameterizedTest
  @MethodSource("server")
  void canonicalServerTextsComeBackUnchanged(Path file) throws ProtocolException {
    String text = Golden.read(file);
    ServerMessage message = MessageCodec.decodeServer(text);
    assertEquals(text, MessageCodec.encode(message));
    assertEquals(message, MessageCodec.decodeServer(MessageCodec.encode(message)));
    assertEquals(Golden.parse(text), Golden.parse(MessageCodec.encode(message)));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void otherSpellingsMeanTheCanonicalText(Path file) throws ProtocolException {
    String canonical =
        Golden.read(Path.of(file.toString().replaceFirst("\\.json$", Golden.CANONICAL)));
    assertEquals(canonical, MessageCodec.encode(MessageCodec.decodeClient(Golden.read(file))));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedTextsAreRefusedPrecisely(Golden.Malformed wrong) {
    ProtocolException refused =
        assertThrows(
            ProtocolException.class,
            () -> {
              if (wrong.direction().equals("client")) {
                MessageCodec.decodeClient(wrong.text());
              } else {
                MessageCodec.decodeServer(wrong.text());
              }
            });
    assertEquals(wrong.code(), refused.code().wireName());
    assertEquals(wrong.field(), refused.field());
    assertEquals(wrong.messageType(), refused.messageType());
  }

  @Test
  void everyMessageTypeHasAGoldenFile() throws ProtocolException {
    Set<Class<?>> seen = new HashSet<>();
    for (String text : Golden.texts("client")) {
      seen.add(MessageCodec.decodeClient(text).getClass());
    }
    for (String text : Golden.texts("server")) {
      seen.add(MessageCodec.decodeServer(text).getClass());
    }
    Set<Class<?>> known = new HashSet<>();
    Stream.concat(leaves(ClientMessage.class), leaves(ServerMessage.class)).forEach(known::add);
    assertEquals(known, seen);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenMessageTest::leaves)
        : Stream.of(type);
  }
}
