package coach.hybrid.rooms.tools.model.rebuild;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes an English whisper model as ggml reads it, from the same 16-bit weights in CTranslate2's
 * form: the order is the original checkpoint's, so the result is the published file.
 */
public final class WhisperRebuild {
  private static final String TOKENS = "decoder/embeddings/weight";

  private final CTranslate2Weights weights;

  private WhisperRebuild(CTranslate2Weights weights) {
    this.weights = weights;
  }

  /**
   * Over whatever {@code to} was.
   *
   * @param modelBin CTranslate2's {@code model.bin}
   * @param vocabulary its {@code vocabulary.txt}
   */
  public static void write(Path modelBin, Path vocabulary, Path to) throws IOException {
    List<byte[]> tokens = Vocabulary.parse(Files.readString(vocabulary));
    try (FileChannel file = FileChannel.open(modelBin);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      ByteBuffer bytes = file.map(MapMode.READ_ONLY, 0, file.size());
      new WhisperRebuild(CTranslate2Weights.parse(bytes)).write(tokens, out);
    } catch (IllegalArgumentException e) {
      throw new IOException("the weights are not whisper's: " + e.getMessage(), e);
    }
  }

  private void write(List<byte[]> tokens, OutputStream out) throws IOException {
    int encoderLayers = layers("encoder");
    int decoderLayers = layers("decoder");
    int mels = size("encoder/conv1/weight", 1);
    String encoderPositions = "encoder/position_encodings/encodings";
    String decoderPositions = "decoder/position_encodings/encodings";
    GgmlOutput file = new GgmlOutput(out);
    file.header(
        List.of(
            size(TOKENS, 0),
            size(encoderPositions, 0),
            size(encoderPositions, 1),
            weights.tensor("encoder/num_heads").number(),
            encoderLayers,
            size(decoderPositions, 0),
            size(decoderPositions, 1),
            weights.tensor("decoder/num_heads").number(),
            decoderLayers,
            mels));
    file.filters(MelFilters.of(mels));
    file.tokens(tokens);
    for (TensorNames.Place place : TensorNames.inOrder(encoderLayers, decoderLayers)) {
      Tensor tensor = weights.tensor(place.source()).part(place.part(), place.parts());
      file.tensor(place.name(), formed(place.name(), tensor.squeezed()));
    }
  }

  /**
   * As ggml wants it: what is added to a signal in 32 bits, and a convolution's bias as a column.
   */
  private static Tensor formed(String name, Tensor tensor) {
    boolean column = name.equals("encoder.conv1.bias") || name.equals("encoder.conv2.bias");
    boolean small = tensor.shape().size() < 2 || name.endsWith(".positional_embedding");
    Tensor formed = column ? tensor.shaped(List.of(tensor.shape().getFirst(), 1)) : tensor;
    return small ? formed.widened() : formed;
  }

  private int layers(String side) {
    int layers = 0;
    while (weights.has(side + "/layer_" + layers + "/ffn/layer_norm/gamma")) {
      layers++;
    }
    return layers;
  }

  private int size(String name, int dimension) throws IOException {
    List<Integer> shape = weights.tensor(name).shape();
    if (shape.size() <= dimension) {
      throw new IOException(name + " has the shape " + shape);
    }
    return shape.get(dimension);
  }
}
