package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder models are kept in. Under a model's own name there is a whole and right file or none;
 * what is not finished has a name with a dot in front. One process changes it at a time.
 */
final class ModelFolder implements AutoCloseable {
  private static final String WORKSHOP = ".packages";

  private final Path folder;
  private final FileChannel lock;

  private ModelFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Waits until no other process changes it. */
  static ModelFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock.lock();
      clear(folder);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new ModelFolder(folder, lock);
  }

  /** What a killed process left: nobody else works here now. */
  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, WORKSHOP + "*")) {
      for (Path workshop : left) {
        remove(workshop);
      }
    }
  }

  static void remove(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Path file(Model model) {
    return folder.resolve(model.fileName());
  }

  boolean holds(Model model) throws IOException {
    return Files.isRegularFile(file(model)) && model.checksum().matches(file(model));
  }

  /** What has come of it so far; survives the process, so that a download can be taken up again. */
  Path unfinished(Model model) {
    return folder.resolve("." + model.fileName() + ".part");
  }

  /** Where a whole file is written before it is known to be right. */
  Path draft(Model model) {
    return folder.resolve("." + model.fileName() + ".new");
  }

  /** An empty place of its own for packages; whoever asked removes it. */
  Path workshop() throws IOException {
    return Files.createTempDirectory(folder, WORKSHOP);
  }

  /**
   * Lets a candidate take the model's name if it is the right file; it is gone otherwise, and what
   * had the name stays.
   */
  void accept(Model model, Path candidate) throws IOException {
    if (!model.checksum().matches(candidate)) {
      Files.delete(candidate);
      throw new WrongChecksumException(model.checksum());
    }
    try (FileChannel written = FileChannel.open(candidate, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(
        candidate,
        file(model),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
