package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.nio.file.Path;

/** Brings a package's file from its registry. */
interface PackageClient {
  /**
   * Returns the package's file.
   *
   * @param into an empty folder
   */
  Path fetch(RegistryPackage wanted, Path into) throws IOException, InterruptedException;
}
