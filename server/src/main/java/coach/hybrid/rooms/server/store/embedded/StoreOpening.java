package coach.hybrid.rooms.server.store.embedded;

import coach.hybrid.rooms.server.store.UnusableStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the file is found, opened, and told apart from one this version cannot use. */
final class StoreOpening {
  private static final Logger log = LoggerFactory.getLogger(StoreOpening.class);
  private static final String FILE_NAME = "rooms.mv";

  /** Raised when the maps change their meaning. */
  private static final int SCHEMA_VERSION = 1;

  static final String META = "meta";
  private static final String SCHEMA_KEY = "schema";
  private static final int CACHE_MEGABYTES = 32;

  private StoreOpening() {}

  /** The file in this directory, which is made if it is not there. */
  static Path place(Path directory) throws UnusableStoreException {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException | UnsupportedOperationException e) {
      throw new UnusableStoreException(
          "DATA_DIR " + directory + " cannot be made: " + e.getMessage(), e);
    }
    return directory.resolve(FILE_NAME);
  }

  /** At the start, when whoever runs the service wants to hear what is wrong. */
  static MVStore first(Path path) throws UnusableStoreException {
    try {
      MVStore opened = again(path);
      checkSchema(path, opened);
      return opened;
    } catch (MVStoreException e) {
      throw unusable(path, e);
    }
  }

  /** After a write that failed. */
  static MVStore again(Path path) {
    MVStore opened =
        new MVStore.Builder()
            .fileName(path.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize(CACHE_MEGABYTES)
            .open();
    opened.setVersionsToKeep(0);
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("the rights of {} cannot be narrowed", path, e);
    }
    return opened;
  }

  private static void checkSchema(Path path, MVStore opened) throws UnusableStoreException {
    MVMap<String, String> meta = map(opened, META);
    String found = meta.get(SCHEMA_KEY);
    if (found == null && meta.isEmpty()) {
      meta.put(SCHEMA_KEY, Integer.toString(SCHEMA_VERSION));
      opened.commit();
    } else if (!Integer.toString(SCHEMA_VERSION).equals(found)) {
      opened.closeImmediately();
      throw new UnusableStoreException(
          path
              + " has store version "
              + found
              + ", this service reads version "
              + SCHEMA_VERSION
              + ": run the version that wrote it until its rooms are over, or move it away",
          null);
    }
  }

  static MVMap<String, String> map(MVStore opened, String name) {
    return opened.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  private static UnusableStoreException unusable(Path path, MVStoreException e) {
    String what =
        switch (e.getErrorCode()) {
          case DataUtils.ERROR_FILE_LOCKED -> " is in use: another service runs on this DATA_DIR";
          case DataUtils.ERROR_UNSUPPORTED_FORMAT -> " has a format this version cannot read";
          default ->
              " cannot be read ("
                  + firstLine(e)
                  + "): move it away to begin with no rooms,"
                  + " or put a copy in its place";
        };
    return new UnusableStoreException(path + what, e);
  }

  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
