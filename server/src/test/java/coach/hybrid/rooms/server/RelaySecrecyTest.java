package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service relays what it cannot read: two people in a process of their own talk through it, and
 * a dump of its whole heap, garbage included, holds what they sent but neither what they said nor
 * any of their keys.
 */
class RelaySecrecyTest {
  private static final int CHUNK = 8 * 1024 * 1024;
  private static final int NAMES = 6;

  @TempDir Path folder;

  @Test
  void theServicesMemoryHoldsNeitherWhatWasSaidNorAKey() throws Exception {
    Path dump = folder.resolve("service.hprof");
    Map<String, byte[]> known = new LinkedHashMap<>();
    try (RunningService service = new RunningService()) {
      String room = service.newRoom();
      Process peers = peers(service, room);
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(peers.getInputStream(), StandardCharsets.UTF_8))) {
        assertEquals("relayed", said.readLine());
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpHeap(dump.toString(), false);
        // Only now may this process hear of any of it.
        peers.getOutputStream().write('\n');
        peers.getOutputStream().flush();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          String[] words = line.split(" ", 2);
          known.put(words[0], HexFormat.of().parseHex(words[1]));
        }
        assertTrue(peers.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, peers.exitValue());
      } finally {
        peers.destroyForcibly();
      }
    }
    assertEquals(NAMES, known.size(), known::toString);
    Set<String> found = search(dump, known);
    assertTrue(found.contains("ciphertext"), "the dump does not even hold what was relayed");
    assertEquals(Set.of("ciphertext"), found);
  }

  private static Process peers(RunningService service, String room) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RelayPeers.class.getName(),
            Integer.toString(service.port()),
            room,
            RunningService.token("coach", room).sign(),
            RunningService.token("client", room).sign())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The names of what is somewhere in that file. */
  private static Set<String> search(Path file, Map<String, byte[]> patterns) throws IOException {
    int longest = patterns.values().stream().mapToInt(pattern -> pattern.length).max().orElse(0);
    boolean[] begins = new boolean[1 << 16];
    patterns.values().forEach(pattern -> begins[pair(pattern, 0)] = true);
    Set<String> found = new TreeSet<>();
    byte[] chunk = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.readNBytes(chunk, 0, CHUNK);
          read > 0;
          read = in.readNBytes(chunk, kept, CHUNK)) {
        int length = kept + read;
        for (int at = 0; at + 1 < length; at++) {
          if (begins[pair(chunk, at)]) {
            match(chunk, at, length, patterns, found);
          }
        }
        kept = Math.min(longest, length);
        System.arraycopy(chunk, length - kept, chunk, 0, kept);
      }
    }
    return found;
  }

  private static int pair(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
  }

  private static void match(
      byte[] chunk, int at, int length, Map<String, byte[]> patterns, Set<String> found) {
    patterns.forEach((name, pattern) -> {
      int end = at + pattern.length;
      if (end <= length && Arrays.equals(chunk, at, end, pattern, 0, pattern.length)) {
        found.add(name);
      }
    });
  }

  @Test
  void theSearchFindsWhatIsThereAlsoAcrossItsPieces() throws IOException {
    byte[] octets = new byte[CHUNK + 100];
    byte[] pattern = {9, 8, 7, 6, 5, 4};
    System.arraycopy(pattern, 0, octets, CHUNK - 3, pattern.length);
    Path file = Files.write(folder.resolve("octets"), octets);
    assertEquals(Set.of("there"), search(file, Map.of("there", pattern, "not", new byte[] {9, 9})));
    assertFalse(search(file, Map.of("not", new byte[] {4, 5})).contains("not"));
  }
}
