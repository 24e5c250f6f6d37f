package coach.hybrid.rooms.tools.model;

/** Where a model's file comes from when no source of its own can be reached. */
sealed interface Origin {
  RegistryPackage carrier();

  /** It lies in a package as it is. */
  record Packaged(RegistryPackage carrier, String entry) implements Origin {}

  /** Its numbers lie in a package in CTranslate2's form: {@code model.bin} and its vocabulary. */
  record Rebuilt(RegistryPackage carrier, String weights, String vocabulary) implements Origin {}
}
