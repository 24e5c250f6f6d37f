package coach.hybrid.rooms.tools.model;

import java.util.List;

/**
 * One file the service, its tests or its benches load.
 *
 * @param onHub whether the public hub of ggml models has it
 * @param origins what else it can be had from, best first
 */
record Model(String name, String fileName, Checksum checksum, boolean onHub, List<Origin> origins) {

  /** A whisper model the catalogue does not know; whoever asks for it brings its checksum. */
  static Model unlisted(String name, Checksum checksum) {
    return new Model(name, Catalogue.WHISPER_PREFIX + name + ".bin", checksum, true, List.of());
  }
}
