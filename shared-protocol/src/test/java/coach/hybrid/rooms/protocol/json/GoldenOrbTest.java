package coach.hybrid.rooms.protocol.json;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenOrbTest {
  static List<Path> reports() {
    return Golden.files("orb-report");
  }

  static List<Path> commands() {
    return Golden.files("orb-command");
  }

  static List<Path> accepted() {
    return Golden.files("orb-accepted").stream()
        .filter(file -> !file.toString().endsWith(Golden.CANONICAL))
        .toList();
  }

  static List<Golden.Malformed> malformed() {
    return Golden.malformedForOrbs();
  }

  private static OrbReport report(String text) throws ProtocolException {
    return requireNonNull(OrbCodec.decodeReport(text), text);
  }

  private static OrbCommand command(String text) throws ProtocolException {
    return requireNonNull(OrbCodec.decodeCommand(text), text);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void canonicalReportsComeBackUnchanged(Path file) throws ProtocolException {
    String text = Golden.read(file);
    assertEquals(text, OrbCodec.encode(report(text)));
    assertEquals(Golden.parse(text), Golden.parse(OrbCodec.encode(report(text))));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void canonicalCommandsComeBackUnchanged(Path file) throws ProtocolException {
    String text = Golden.read(file);
    assertEquals(text, OrbCodec.encode(command(text)));
    assertEquals(Golden.parse(text), Golden.parse(OrbCodec.encode(command(text))));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void whatExistingOrbsLeaveOutIsNotMissed(Path file) throws ProtocolException {
    String canonical =
        Golden.read(Path.of(file.toString().replaceFirst("\\.json$", Golden.CANONICAL)));
    assertEquals(canonical, OrbCodec.encode(report(Golden.read(file))));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedTextsAreRefusedPrecisely(Golden.Malformed wrong) {
    ProtocolException refused =
        assertThrows(
            ProtocolException.class,
            () -> {
              if (wrong.direction().equals("report")) {
                OrbCodec.decodeReport(wrong.text());
              } else {
                OrbCodec.decodeCommand(wrong.text());
              }
            });
    assertEquals(wrong.code(), refused.code().wireName());
    assertEquals(wrong.field(), refused.field());
    assertEquals(wrong.messageType(), refused.messageType());
  }

  @Test
  void everyKindHasAGoldenFile() throws ProtocolException {
    Set<Class<?>> seen = new HashSet<>();
    for (String text : Golden.texts("orb-report")) {
      seen.add(report(text).getClass());
    }
    for (String text : Golden.texts("orb-command")) {
      seen.add(command(text).getClass());
    }
    Set<Class<?>> known = new HashSet<>(List.of(OrbReport.class.getPermittedSubclasses()));
    known.addAll(List.of(OrbCommand.class.getPermittedSubclasses()));
    assertEquals(known, seen);
  }

  /** So that whoever holds an orb's socket knows which of the two codecs to ask. */
  @Test
  void noTextIsAnOrbsReportAndEverybodysMessageAtOnce() throws ProtocolException {
    for (String text : Golden.texts("client")) {
      assertNull(OrbCodec.decodeReport(text), text);
    }
    for (String text : Golden.texts("server")) {
      assertNull(OrbCodec.decodeCommand(text), text);
    }
    for (String text : Golden.texts("orb-report")) {
      assertEquals(
          ErrorCode.UNKNOWN_TYPE,
          assertThrows(ProtocolException.class, () -> MessageCodec.decodeClient(text)).code());
    }
    for (String text : Golden.texts("orb-command")) {
      assertEquals(
          ErrorCode.UNKNOWN_TYPE,
          assertThrows(ProtocolException.class, () -> MessageCodec.decodeServer(text)).code());
    }
  }

  @Test
  void anErrorsTextIsCutAndTheReportTaken() throws ProtocolException {
    String text = "{\"type\":\"orb_error\",\"error\":\"" + "x".repeat(5_000) + "\"}";
    assertEquals(new OrbReport.Failed(null, "x".repeat(Field.MAX_TEXT)), report(text));
  }

  @Test
  void theLongestSummaryIsTakenAndOneCharacterMoreIsOversize() throws ProtocolException {
    String frame = "{\"type\":\"session_summary\",\"summary\":{\"transcript\":\"\"}}";
    String longest =
        frame.replace("\"\"}", "\"" + "x".repeat(OrbCodec.MAX_LINE_CHARS - frame.length()) + "\"}");
    assertEquals(OrbCodec.MAX_LINE_CHARS, longest.length());
    report(longest);
    assertEquals(
        ErrorCode.OVERSIZE,
        assertThrows(ProtocolException.class, () -> OrbCodec.decodeReport(longest + " ")).code());
  }
}
