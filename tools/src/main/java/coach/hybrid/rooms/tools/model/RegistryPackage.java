package coach.hybrid.rooms.tools.model;

/** One file of one version in a package registry, which carries something a model needs. */
record RegistryPackage(Registry registry, String name, String version, Checksum checksum) {
  /** Each is reached through its own client, so its mirrors and proxies are the user's own. */
  enum Registry {
    PYPI("PyPI"),
    NPM("npm");

    private final String title;

    Registry(String title) {
      this.title = title;
    }
  }

  @Override
  public String toString() {
    return name + " " + version + " of " + registry.title;
  }
}
