package coach.hybrid.rooms.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Certificates for tests, made by openssl, each for {@code localhost} with a name of its own. */
public record SelfSigned(Path certificate, Path key) {
  /** With a new key of that kind: {@code ec}, {@code rsa:2048} or {@code ed25519}. */
  public static SelfSigned make(Path directory, String name, String kind) throws Exception {
    SelfSigned made =
        new SelfSigned(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    List<String> command =
        new ArrayList<>(
            List.of("req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=" + name, "-newkey"));
    command.add(kind);
    if (kind.equals("ec")) {
      command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
    }
    command.addAll(
        List.of(
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            made.key.toString(),
            "-out",
            made.certificate.toString()));
    openssl(command);
    return made;
  }

  static void openssl(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  /** Puts it in another's place, as a renewal does. */
  public void replace(SelfSigned other) throws IOException {
    Files.copy(certificate, other.certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(key, other.key, StandardCopyOption.REPLACE_EXISTING);
  }
}
