package coach.hybrid.rooms.server.config;

import java.net.URI;

/**
 * Where the service listens and how the world reaches it.
 *
 * @param publicUrl scheme, host and port that links are made of, without a trailing slash
 */
public record HttpConfig(String host, int port, URI publicUrl) {}
