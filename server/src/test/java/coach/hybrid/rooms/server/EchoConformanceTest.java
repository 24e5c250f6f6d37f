package coach.hybrid.rooms.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.RawSocket.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 6455 at {@code /ws-echo}, frame by frame, in the order of the Autobahn test suite's chapters.
 * A case is what is sent and what must come back, one frame a word.
 */
class EchoConformanceTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService("WS_ECHO", "true");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static RawSocket open() throws IOException {
    return RawSocket.open(service.port(), "/ws-echo");
  }

  private static Arguments sends(String title, String frames, String expected) {
    return Arguments.of(title, frames, expected);
  }

  /**
   * Frames as {@code opcode[+|-|rsv]payload}: {@code -} says that more fragments follow, {@code x}
   * before the payload that it is in hexadecimal.
   */
  static Stream<Arguments> cases() {
    return Stream.of(
        sends("1.1 empty text", "1+", "1:"),
        sends("1.1 text", "1+hello", "1:hello"),
        sends("1.1 two texts", "1+a 1+b", "1:a 1:b"),
        sends("1.2 empty binary", "2+", "2:"),
        sends("1.2 binary", "2+xfe00ff", "2:xfe00ff"),
        sends("2.1 ping", "9+", "10:"),
        sends("2.2 ping with payload", "9+hello", "10:hello"),
        sends("2.4 ping with 125 octets", "9+" + "p".repeat(125), "10:" + "p".repeat(125)),
        sends("2.5 ping with 126 octets", "9+" + "p".repeat(126), "8:1002"),
        sends("2.7 pong nobody asked for", "10+hi 9+a", "10:a"),
        sends("2.10 ten pings", "9+0 9+1 9+2 9+3 9+4", "10:0 10:1 10:2 10:3 10:4"),
        sends("3.1 RSV3", "1r1hello", "8:1002"),
        sends("3.2 text, then RSV2", "1+a 1r2b", "1:a 8:1002"),
        sends("3.4 ping with RSV1", "9r4", "8:1002"),
        sends("4.1 reserved data frame", "3+", "8:1002"),
        sends("4.1 reserved data frame after a text", "1+a 7+b", "1:a 8:1002"),
        sends("4.2 reserved control frame", "11+", "8:1002"),
        sends("4.2 reserved control frame 15", "15+x", "8:1002"),
        sends("5.1 fragmented ping", "9-a 0+b", "8:1002"),
        sends("5.3 two fragments", "1-a 0+b", "1:ab"),
        sends("5.6 a ping between fragments", "1-a 9+p 0+b", "10:p 1:ab"),
        sends("5.8 binary fragments", "2-xfe 0-xff 0+x00", "2:xfeff00"),
        sends("5.9 a continuation of nothing", "0+a", "8:1002"),
        sends("5.10 a continuation of nothing goes on", "0-a", "8:1002"),
        sends("5.15 after a whole one", "1-a 0+b 0-c", "1:ab 8:1002"),
        sends("5.18 text within a text", "1-a 1+b", "8:1002"),
        sends("6.1 empty fragments", "1- 0- 0+", "1:"),
        sends("6.1 empty ones around", "1- 0-mid 0+", "1:mid"),
        sends("6.2 several bytes a character", "1+xcebae1bdb9", "1:xcebae1bdb9"),
        sends("6.2 a character cut in two", "1-xce 0-xba 0+xe1bdb9", "1:xcebae1bdb9"),
        sends("6.2 outside the basic plane", "1-xf09f 0+x9880", "1:xf09f9880"),
        sends("6.3 bad octet", "1+xcebaeda080", "8:1007"),
        sends("6.4 bad octet, more to come", "1-xcebaf4908080", "8:1007"),
        sends("6.4 bad octet in a second fragment", "1-xce 0-xce", "8:1007"),
        sends("6.6 cut at the end", "1+xcebae1bd", "8:1007"),
        sends("6.6 cut at the end of the last fragment", "1-a 0+xe1", "8:1007"),
        sends("6.9 the replacement character itself", "1+xefbfbd", "1:xefbfbd"),
        sends("6.20 overlong", "1+xc080", "8:1007"),
        sends("6.21 surrogate", "1+xeda080", "8:1007"),
        sends("6.22 not a character, but allowed", "1+xefbfbf", "1:xefbfbf"),
        sends("7.1 nothing after the close", "8+x03e8 1+late", "8:1000"),
        sends("7.3 close without a code", "8+", "8:"),
        sends("7.3 close of one octet", "8+x03", "8:1002"),
        sends("7.3 close with a reason", "8+x03e86f6b", "8:1000 ok"),
        sends("7.3 close of 126 octets", "8+x03e8" + "61".repeat(124), "8:1002"),
        sends("7.5 reason is not UTF-8", "8+x03e8cebaed", "8:1007"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void comesBackAsTheStandardSays(String title, String frames, String expected) throws Exception {
    try (RawSocket socket = open()) {
      for (String frame : frames.split(" ", -1)) {
        send(socket, frame);
      }
      String[] words = expected.split(" (?=\\d)", -1);
      List<String> came = new ArrayList<>();
      for (String word : words) {
        Frame frame = socket.read();
        came.add(
            frame.opCode() == RawSocket.CLOSE
                ? close(frame)
                : frame.opCode() + ":" + (word.contains(":x") ? hex(frame) : frame.text()));
      }
      assertEquals(expected, String.join(" ", came), title);
      if (expected.contains("8:")) {
        assertTrue(socket.isAtEnd());
      }
    }
  }

  private static void send(RawSocket socket, String frame) throws IOException {
    int digits = frame.length() > 1 && Character.isDigit(frame.charAt(1)) ? 2 : 1;
    int opCode = Integer.parseInt(frame.substring(0, digits));
    char flag = frame.charAt(digits);
    String payload = frame.substring(digits + 1);
    if (flag == 'r') {
      opCode |= Integer.parseInt(payload.substring(0, 1)) << 4;
      payload = payload.substring(1);
    }
    byte[] octets =
        payload.startsWith("x")
            ? HexFormat.of().parseHex(payload.substring(1))
            : payload.getBytes(UTF_8);
    socket.send(opCode, flag != '-', octets);
  }

  private static String hex(Frame frame) {
    return "x" + HexFormat.of().formatHex(frame.payload().array());
  }

  /** What a refused peer is told besides the code is nobody's business here. */
  private static String close(Frame frame) {
    if (frame.payload().remaining() == 0) {
      return "8:";
    }
    boolean answer = frame.closeCode() == 1000;
    return "8:" + frame.closeCode() + (answer ? " " + frame.closeReason() : "").stripTrailing();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
  void anAllowedCloseCodeIsAnsweredWithItself(int code) throws Exception {
    assertEquals(code, answerToClose(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
  void anyOtherCloseCodeIsAProtocolError(int code) throws Exception {
    assertEquals(1002, answerToClose(code));
  }

  private static int answerToClose(int code) throws IOException {
    try (RawSocket socket = open()) {
      socket.frame(RawSocket.CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code});
      return socket.readCloseCode();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 127, 65_535, 65_536, 1024 * 1024, 16 * 1024 * 1024})
  void everyLengthComesBack(int length) throws Exception {
    byte[] octets = new byte[length];
    new Random(9).nextBytes(octets);
    byte[] text = "*".repeat(length).getBytes(UTF_8);
    try (RawSocket socket = open()) {
      socket.frame(RawSocket.BINARY, true, octets);
      assertArrayEquals(octets, socket.read().payload().array());
      socket.frame(RawSocket.TEXT, true, text);
      assertArrayEquals(text, socket.read().payload().array());
    }
  }

  @Test
  void fourMegabytesInFragmentsComeBackWhole() throws Exception {
    byte[] octets = new byte[4 * 1024 * 1024];
    new Random(9).nextBytes(octets);
    try (RawSocket socket = open()) {
      for (int at = 0; at < octets.length; at += 4_096) {
        int opCode = at == 0 ? RawSocket.BINARY : RawSocket.CONTINUATION;
        byte[] part = Arrays.copyOfRange(octets, at, at + 4_096);
        socket.frame(opCode, at + 4_096 == octets.length, part);
      }
      assertArrayEquals(octets, socket.read().payload().array());
    }
  }

  @Test
  void moreThanTheLimitIsRefused() throws Exception {
    try (RawSocket socket = open()) {
      socket.announce(18 * 1024 * 1024);
      assertEquals(1009, socket.readCloseCode());
    }
  }

  @Test
  void withoutTheSettingThereIsNoEcho() throws Exception {
    try (RunningService usual = new RunningService();
        RawSocket refused = RawSocket.open(usual.port(), "/ws-echo")) {
      assertEquals(404, refused.status());
    }
  }
}
