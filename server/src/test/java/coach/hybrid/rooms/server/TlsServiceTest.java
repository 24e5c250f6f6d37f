package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.tls.SelfSigned;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a certificate of its own: pages and sockets, and how it gets a new one. */
class TlsServiceTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int PICTURES = 250;
  private static final int PICTURE_OCTETS = 20_000;

  /** In the kernels of both ends; what still waits in the service goes out after the sound. */
  private static final int MOST_STALE_OCTETS = 300_000;

  @TempDir private Path directory;
  private SelfSigned files;
  private SelfSigned renewed;
  private SSLContext trusting;

  @BeforeEach
  void makeCertificates() throws Exception {
    files = SelfSigned.make(directory, "first", "ec");
    renewed = SelfSigned.make(directory, "second", "ec");
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    for (SelfSigned each : new SelfSigned[] {files, renewed}) {
      try (var in = Files.newInputStream(each.certificate())) {
        known.setCertificateEntry(
            each.certificate().toString(),
            CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  private RunningService service() throws Exception {
    return new RunningService(
        "TLS_CERT_FILE",
        files.certificate().toString(),
        "TLS_KEY_FILE",
        files.key().toString(),
        "TLS_RELOAD_INTERVAL",
        "100ms");
  }

  private HttpClient client() {
    return HttpClient.newBuilder().sslContext(trusting).build();
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  /** Whose certificate a new connection sees, and by what protocol. */
  private String seen(RunningService service) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", service.port())) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return socket.getSession().getProtocol()
          + " "
          + certificate.getSubjectX500Principal().getName();
    }
  }

  private JsonObject health(HttpClient client, RunningService service) throws Exception {
    String body = get(client, "https://localhost:" + service.port() + "/health").body();
    return JsonParser.parseString(body).getAsJsonObject().getAsJsonObject("tls");
  }

  @Test
  void pagesAreSecureAndThisMachinesProgramsHaveADoorOfTheirOwn() throws Exception {
    try (RunningService service = service();
        HttpClient client = client()) {
      HttpResponse<String> secure = get(client, "https://localhost:" + service.port() + "/health");
      assertEquals(200, secure.statusCode());
      assertEquals(HttpClient.Version.HTTP_1_1, secure.version());
      assertEquals(
          "max-age=31536000", secure.headers().firstValue("Strict-Transport-Security").orElse(""));
      assertEquals("TLSv1.3 CN=first", seen(service));
      assertEquals("ready", health(client, service).get("state").getAsString());
      HttpResponse<String> local =
          get(client, "http://127.0.0.1:" + service.localPort() + "/health");
      assertEquals(200, local.statusCode());
      assertTrue(local.headers().firstValue("Strict-Transport-Security").isEmpty());
    }
  }

  @Test
  void aRenewalReachesNewConnectionsAndLeavesOpenSocketsAlone() throws Exception {
    try (RunningService service = service();
        HttpClient client = client()) {
      String room = roomOf(client, service);
      Received received = new Received();
      WebSocket socket = open(client, service, room, received);
      renewed.replace(files);
      long begin = System.nanoTime();
      while (!seen(service).endsWith("CN=second")) {
        assertTrue(System.nanoTime() - begin < PATIENCE_NANOS, service.log());
      }
      socket.sendText(RunningService.joinText("coach", room), true).join();
      received.until("transcription-state");
      socket.abort();
      assertTrue(service.log().contains("a new certificate is in use"), service.log());
    }
  }

  @Test
  void aBrokenRenewalIsNotUsedAndSaidInTheLogAndTheHealth() throws Exception {
    try (RunningService service = service();
        HttpClient client = client()) {
      Files.copy(renewed.key(), files.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      long begin = System.nanoTime();
      while (!health(client, service).get("state").getAsString().equals("stale")) {
        assertTrue(System.nanoTime() - begin < PATIENCE_NANOS, service.log());
      }
      assertEquals("TLSv1.3 CN=first", seen(service));
      String detail = health(client, service).get("detail").getAsString();
      assertTrue(detail.contains("does not belong to the certificate"), detail);
      assertFalse(detail.contains(directory.toString()), detail);
      assertTrue(service.log().contains("the new certificate is not used"), service.log());
    }
  }

  /** What the kernel has taken nobody drops any more: with TLS as without, that is little. */
  @Test
  void aReceiverThatDoesNotReadIsSentTheNewestOverTlsAsWell() throws Exception {
    try (RunningService service = service();
        HttpClient client = client()) {
      String room = roomOf(client, service);
      RawSocket sender = RawSocket.open(service.localPort(), signalling(room, "coach"));
      RawSocket receiver = RawSocket.open(service.localPort(), signalling(room, "client"));
      sender.text(RunningService.joinText("coach", room));
      sender.readUntil("transcription-state");
      receiver.text(RunningService.joinText("client", room));
      int target = receiver.readUntil("peer-discovery").get("mediaId").getAsInt();
      RawSocket to = RawSocket.secure(trusting, service.port(), relay(room, "client"));
      settle(to, receiver);
      RawSocket from = RawSocket.open(service.localPort(), relay(room, "coach"));
      settle(from, sender);

      for (int seq = 0; seq < PICTURES; seq++) {
        from.frame(RawSocket.BINARY, true, picture(target, seq));
      }
      settle(from, sender); // All of it has been seen to.
      byte[] sound = new byte[] {1};
      from.frame(
          RawSocket.BINARY,
          true,
          new MediaFrame(MediaFrame.AUDIO, 0, MediaFrame.OPUS, target, 1, 1, 0, sound).encode());
      int old = 0;
      while (to.read().payload().remaining() >= PICTURE_OCTETS) {
        old++;
      }
      assertTrue(old * PICTURE_OCTETS <= MOST_STALE_OCTETS, old + " old pictures came first");
    }
  }

  private static byte[] picture(int target, int seq) {
    int flags = seq % 10 == 0 ? MediaFrame.KEY : 0;
    byte[] payload = new byte[PICTURE_OCTETS];
    return new MediaFrame(MediaFrame.CAMERA, flags, MediaFrame.VP8, target, 1, seq, 0, payload)
        .encode();
  }

  private static String signalling(String room, String role) {
    return "/ws-simple/" + room + "?token=" + token(role, room).sign();
  }

  private static String relay(String room, String role) {
    return "/media/" + room + "?use=relay&token=" + token(role, room).sign();
  }

  /** That socket has been heard, and the room has answered for it. */
  private static void settle(RawSocket relay, RawSocket signalling) throws IOException {
    relay.frame(RawSocket.PING, true, new byte[0]);
    assertEquals(RawSocket.PONG, relay.read().opCode());
    signalling.text("{\"type\":\"ping\"}");
    signalling.readUntil("pong");
  }

  private static String roomOf(HttpClient client, RunningService service) throws Exception {
    String room = "tls-room";
    HttpResponse<String> created =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("https://localhost:" + service.port() + "/api/rooms/create"))
                .header("Authorization", "Bearer " + RunningService.KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RunningService.order(room)))
                .build(),
            BodyHandlers.ofString());
    assertEquals(201, created.statusCode(), created.body());
    return room;
  }

  private static WebSocket open(
      HttpClient client, RunningService service, String room, WebSocket.Listener listener) {
    return client
        .newWebSocketBuilder()
        .buildAsync(
            URI.create(
                "wss://localhost:%d/ws-simple/%s?token=%s"
                    .formatted(service.port(), room, token("coach", room).sign())),
            listener)
        .join();
  }

  /** Whole messages in their order. */
  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> types = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        types.add(
            JsonParser.parseString(text.toString()).getAsJsonObject().get("type").getAsString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    void until(String type) throws InterruptedException {
      String next = types.poll(20, TimeUnit.SECONDS);
      while (next != null && !next.equals(type)) {
        next = types.poll(20, TimeUnit.SECONDS);
      }
      assertEquals(type, next);
    }
  }
}
