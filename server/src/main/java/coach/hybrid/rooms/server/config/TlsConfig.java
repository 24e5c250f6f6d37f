package coach.hybrid.rooms.server.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the service's own certificate is.
 *
 * @param certificate PEM, its own first and then the chain
 * @param key PEM, not encrypted
 * @param reloadInterval how often both are looked at
 * @param localPort where this machine's own programs speak plain HTTP; 0 for any free port
 */
public record TlsConfig(Path certificate, Path key, Duration reloadInterval, int localPort) {}
