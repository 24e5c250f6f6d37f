package coach.hybrid.rooms.server.transcription.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A form with a file in it (RFC 7578). Names and values are ours: nothing in them needs escaping.
 */
final class MultipartForm {
  private final String boundary = "----" + UUID.randomUUID();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  MultipartForm field(String name, String value) {
    text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
    text(value + "\r\n");
    return this;
  }

  MultipartForm file(String name, String fileName, String type, byte[] content) {
    text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"");
    text("; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    parts.writeBytes(content);
    text("\r\n");
    return this;
  }

  private void text(String text) {
    parts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Ends the form. */
  byte[] body() {
    text("--" + boundary + "--\r\n");
    return parts.toByteArray();
  }
}
