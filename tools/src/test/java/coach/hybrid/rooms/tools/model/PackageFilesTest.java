package coach.hybrid.rooms.tools.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFilesTest {
  @TempDir Path folder;

  private static void entry(OutputStream out, String prefix, String name, String size, String text)
      throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, size);
    put(header, 345, prefix);
    out.write(header);
    byte[] blocks = new byte[(text.length() + 511) / 512 * 512];
    put(blocks, 0, text);
    out.write(blocks);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private Path tar(boolean whole) throws IOException {
    Path file = folder.resolve("x.tgz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      entry(out, "", "package/first", "00000001130", "1".repeat(600));
      entry(out, "package/deep", "second", "00000000006 ", "second");
      if (whole) {
        out.write(new byte[1024]);
      } else {
        entry(out, "", "package/long", "00000177777", "cut");
      }
    }
    return file;
  }

  private String extracted(Path file, String entry) throws IOException {
    Path to = folder.resolve("out");
    PackageFiles.extract(file, entry, to);
    return Files.readString(to);
  }

  @Test
  void aFileBehindOthersComesOutOfATar() throws IOException {
    assertEquals("second", extracted(tar(true), "package/deep/second"));
    assertEquals("1".repeat(600), extracted(tar(true), "package/first"));
  }

  @Test
  void whatIsNotThereOrIsCutShortIsSaid() throws IOException {
    Path whole = tar(true);
    assertThrows(IOException.class, () -> extracted(whole, "package/none"));
    Path cut = tar(false);
    assertThrows(IOException.class, () -> extracted(cut, "package/long"));
    Path noPackage = Files.writeString(folder.resolve("x.whl"), "no zip");
    assertThrows(IOException.class, () -> extracted(noPackage, "a"));
  }
}
