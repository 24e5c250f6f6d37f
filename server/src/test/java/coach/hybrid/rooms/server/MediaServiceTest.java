package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Voices over real sockets: what is wrong with one costs its sender only. */
class MediaServiceTest {
  private static final int OVERSIZE = 1009;
  private static final int FRAME_BYTES = 640;
  private static final int FLOOD = 3_000;

  private static RunningService service;

  private String roomId;
  private RawSocket coach;
  private RawSocket client;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(RealModels.areThere(), "no models on this machine");
    service =
        new RunningService("TRANSCRIPTION", "true", "WHISPER_MODEL", RealModels.WHISPER.toString());
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!service.get("/health").body().contains("\"state\":\"ready\"")) {
      assertTrue(System.nanoTime() < deadline, service.get("/health").body());
    }
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  /** Coach and client sit; the coach has agreed to be written down, and the room can. */
  @BeforeEach
  void sit() throws Exception {
    roomId = service.newRoom();
    coach = service.join("coach", roomId);
    client = service.join("client", roomId);
    agree(coach, true);
  }

  /** The pong says that the room has heard it. */
  private static void agree(RawSocket person, boolean transcription) throws IOException {
    String consent = "{'type':'consent','transcription':%s,'recording':false,'assistant':false}";
    person.text(consent.replace('\'', '"').formatted(transcription));
    person.text("{\"type\":\"ping\"}");
    person.readUntil("pong");
  }

  private String target(String role, String use) {
    return "/media/"
        + roomId
        + "?use="
        + use
        + "&token="
        + RunningService.token(role, roomId).sign();
  }

  private RawSocket voice(String role) throws IOException {
    return RawSocket.open(service.port(), target(role, "transcription"));
  }

  private static byte[] frame(int codec, int seq, int payloadBytes) {
    return new MediaFrame(MediaFrame.SPEECH, 0, codec, 0, 1, seq, seq * 20, new byte[payloadBytes])
        .encode();
  }

  private void assertNobodyElseSuffers() throws IOException {
    for (RawSocket person : new RawSocket[] {coach, client}) {
      person.text("{\"type\":\"ping\"}");
      person.readUntil("pong");
    }
  }

  private void assertCostsItsSender(int code, int opCode, byte[]... messages) throws IOException {
    RawSocket voice = voice("coach");
    for (byte[] message : messages) {
      voice.frame(opCode, true, message);
    }
    assertEquals(code, voice.readCloseCode());
    assertNobodyElseSuffers();
  }

  @Test
  void whoHasNotAgreedIsNotHeard() throws IOException {
    assertEquals(CloseCode.FORBIDDEN, voice("client").readCloseCode());
    assertNobodyElseSuffers();
  }

  @Test
  void whoTakesItBackIsCutOff() throws IOException {
    RawSocket voice = voice("coach");
    voice.frame(RawSocket.BINARY, true, frame(MediaFrame.PCM_16K, 0, FRAME_BYTES));
    agree(coach, false);

    assertEquals(CloseCode.FORBIDDEN, voice.readCloseCode());
  }

  @Test
  void aBrokenHeaderCostsItsSender() throws IOException {
    assertCostsItsSender(CloseCode.BAD_MESSAGES, RawSocket.BINARY, new byte[15]);
    assertCostsItsSender(CloseCode.BAD_MESSAGES, RawSocket.BINARY, new byte[40]);
  }

  @Test
  void textCostsItsSender() throws IOException {
    assertCostsItsSender(CloseCode.BAD_MESSAGES, RawSocket.TEXT, new byte[] {'h', 'i'});
  }

  @Test
  void anOversizeMessageCostsItsSender() throws IOException {
    assertCostsItsSender(OVERSIZE, RawSocket.BINARY, frame(MediaFrame.PCM_16K, 0, 9_000));
  }

  @Test
  void aFloodCostsItsSender() throws IOException {
    RawSocket voice = voice("coach");
    for (int seq = 0; seq < FLOOD; seq++) {
      voice.send(RawSocket.BINARY, true, frame(MediaFrame.PCM_16K, seq, FRAME_BYTES));
    }
    assertEquals(CloseCode.OVERLOADED, voice.readCloseCode());
    assertNobodyElseSuffers();
  }

  /** What comes before the room has answered is let go, so it is sent for a while. */
  @Test
  void audioOfAnotherRateCostsItsSender() throws IOException {
    RawSocket voice = voice("coach");
    for (int seq = 0; seq < 400; seq++) {
      voice.send(RawSocket.BINARY, true, frame(MediaFrame.PCM_16K, seq, FRAME_BYTES / 3));
    }
    assertEquals(CloseCode.BAD_MESSAGES, voice.readCloseCode());
    assertNobodyElseSuffers();
  }

  @Test
  void aTokenForAnotherRoomOpensNothing() throws Exception {
    String other = service.newRoom();
    RawSocket refused =
        RawSocket.open(
            service.port(),
            "/media/"
                + other
                + "?use=transcription&token="
                + RunningService.token("coach", roomId).sign());

    assertEquals(403, refused.status());
  }

  @Test
  void anUnknownUseIsAnsweredInWords() throws IOException {
    RawSocket refused = RawSocket.open(service.port(), target("coach", "shouting"));

    assertEquals(400, refused.status());
    assertTrue(refused.body().contains("invalid-request"), refused.body());
  }
}
