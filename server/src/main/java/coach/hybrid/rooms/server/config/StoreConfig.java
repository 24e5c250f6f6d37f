package coach.hybrid.rooms.server.config;

import java.nio.file.Path;

/**
 * Where things survive a restart.
 *
 * @param directory made if it is not there; readable by nobody else
 */
public record StoreConfig(Path directory) {}
