package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Brings one address into a file, taking up what is there already. Gives up on silence, on an
 * answer that is none, and on more bytes than any model has.
 */
final class Download {
  private static final long MAX_BYTES = 4L << 30;
  private static final int MAX_TRIES = 20;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Duration connectLimit;
  private final Duration silenceLimit;
  private final Progress progress;

  Download(Duration connectLimit, Duration silenceLimit, Progress progress) {
    this.connectLimit = connectLimit;
    this.silenceLimit = silenceLimit;
    this.progress = progress;
  }

  /**
   * As long as each try brings something, the next one goes on where it ended.
   *
   * @return whether some of it was there before
   */
  boolean fetch(String what, URI from, Path to) throws IOException {
    boolean resumed = size(to) > 0;
    for (int tries = 1; ; tries++) {
      long before = size(to);
      try {
        bring(what, from, to);
        return resumed;
      } catch (IOException e) {
        if (size(to) <= before || tries == MAX_TRIES) {
          throw new IOException(inWords(from, e), e);
        }
        progress.say(what + " broke off at " + size(to) + " bytes, goes on from there");
      }
    }
  }

  private void bring(String what, URI from, Path to) throws IOException {
    long have = size(to);
    HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(connectLimit.toMillis()));
    connection.setReadTimeout(Math.toIntExact(silenceLimit.toMillis()));
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL && startsAt(connection, have);
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        return; // All of it is there, or what is there is wrong: the checksum tells.
      }
      if (status != HttpURLConnection.HTTP_OK && !goesOn) {
        throw new IOException("the answer is " + status);
      }
      long start = goesOn ? have : 0;
      long length = connection.getContentLengthLong();
      copy(what, connection.getInputStream(), to, start, length < 0 ? -1 : start + length);
    } finally {
      connection.disconnect();
    }
  }

  private static boolean startsAt(HttpURLConnection connection, long have) {
    String range = connection.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + have + "-");
  }

  private void copy(String what, InputStream body, Path to, long start, long total)
      throws IOException {
    if (total > MAX_BYTES) {
      throw new IOException("it has " + total + " bytes, which no model has");
    }
    byte[] buffer = new byte[1 << 16];
    long done = start;
    try (body;
        OutputStream out =
            Files.newOutputStream(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        done += read;
        if (done > MAX_BYTES) {
          throw new IOException("it has more bytes than any model");
        }
        out.write(buffer, 0, read);
        progress.at(what, done, total);
      }
    } catch (IOException e) {
      progress.brokenOff();
      throw e;
    }
    if (total >= 0 && done < total) {
      progress.brokenOff();
      throw new IOException("it ended at " + done + " of " + total + " bytes");
    }
    progress.whole(what, done);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static String inWords(URI from, IOException e) {
    String host = from.getHost();
    return switch (e) {
      case UnknownHostException _ -> host + " is not known here";
      case SocketTimeoutException _ -> host + " is silent";
      default -> host + ": " + e.getMessage();
    };
  }
}
