package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.tools.orb.peer.VideoSize;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final List<String> SEED =
      List.of(
          "--room=r1",
          "--session=s1",
          "--coach=c1",
          "--client=c2",
          "--cpu-host=localhost:3001",
          "--max-lifetime=7200000",
          "--idle-timeout=300000");

  @Test
  void seedThousandsCommandLineIsUnderstood() {
    Settings settings = Settings.from(SEED, Map.of("ORB_TOKEN", "a.b.c"));
    assertEquals("r1", settings.roomId());
    assertEquals("c2", settings.clientId());
    assertEquals(300_000, settings.idleTimeoutMillis());
    assertEquals(VideoSize.DEFAULT, settings.face());
    assertNull(settings.aiService());
    assertEquals(URI.create("ws://localhost:3001/ws-simple/r1?token=a.b.c"), settings.socket());
    assertEquals(
        URI.create("ws://localhost:3001/media/r1?use=relay&token=a.b.c"), settings.relay());
    assertEquals(
        URI.create("ws://localhost:3001/ws-simple/r1?token=d.e.f"),
        settings.withToken("d.e.f").socket());
  }

  @Test
  void theEnvironmentDoesWhereTheCommandLineIsSilent() {
    Settings settings =
        Settings.from(
            List.of("--test-mode"),
            Map.of(
                "ROOM_ID", "r2",
                "SESSION_ID", "s2",
                "CPU_SERVER_HOST", "https://rooms.example/",
                "ORB_FACE", "180p5",
                "AI_SERVICE_URL", "http://localhost:9/v1/"));
    assertEquals(30_000, settings.maxLifetimeMillis(), "test mode");
    assertEquals(VideoSize.SMALL, settings.face());
    assertEquals(URI.create("wss://rooms.example/ws-simple/r2"), settings.socket());
    assertEquals(URI.create("http://localhost:9/v1/chat/completions"), settings.aiService());
  }

  @Test
  void theTokenIsInNoLog() {
    Settings settings = Settings.from(SEED, Map.of("ORB_TOKEN", "secret-token"));
    assertFalse(settings.toString().contains("secret-token"));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Settings.from(List.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Settings.from(SEED, Map.of("ORB_FACE", "8k")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Settings.from(SEED, Map.of("ORB_TALK_PERCENT", "100")));
    assertThrows(IllegalArgumentException.class, () -> Settings.from(List.of("room=r1"), Map.of()));
  }
}
