package coach.hybrid.rooms.tools.model.rebuild;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors a whisper model file has, in the order of the original checkpoint, and where
 * CTranslate2 keeps each.
 */
final class TensorNames {
  /**
   * One tensor of the file.
   *
   * @param name as the original checkpoint calls it
   * @param source as CTranslate2 calls it
   * @param part of {@code parts} equal ones that CTranslate2 keeps in one tensor
   */
  record Place(String name, String source, int part, int parts) {
    private Place(String name, String source) {
      this(name, source, 0, 1);
    }
  }

  private final List<Place> places = new ArrayList<>();

  private TensorNames() {}

  static List<Place> inOrder(int encoderLayers, int decoderLayers) {
    TensorNames names = new TensorNames();
    names.one("decoder.positional_embedding", "decoder/position_encodings/encodings");
    names.one("encoder.positional_embedding", "encoder/position_encodings/encodings");
    names.one("decoder.token_embedding.weight", "decoder/embeddings/weight");
    for (int layer = 0; layer < decoderLayers; layer++) {
      names.block("decoder", layer, true);
    }
    names.norm("decoder.ln", "decoder/layer_norm");
    names.linear("encoder.conv1", "encoder/conv1");
    names.linear("encoder.conv2", "encoder/conv2");
    for (int layer = 0; layer < encoderLayers; layer++) {
      names.block("encoder", layer, false);
    }
    names.norm("encoder.ln_post", "encoder/layer_norm");
    return names.places;
  }

  private void block(String side, int layer, boolean listensToTheEncoder) {
    String to = side + ".blocks." + layer;
    String from = side + "/layer_" + layer;
    norm(to + ".mlp_ln", from + "/ffn/layer_norm");
    linear(to + ".mlp.0", from + "/ffn/linear_0");
    linear(to + ".mlp.2", from + "/ffn/linear_1");
    norm(to + ".attn_ln", from + "/self_attention/layer_norm");
    // Query, key and value of the same input are one tensor there.
    String own = from + "/self_attention";
    linear(to + ".attn.query", own + "/linear_0", 0, 3);
    weight(to + ".attn.key", own + "/linear_0", 1, 3);
    linear(to + ".attn.value", own + "/linear_0", 2, 3);
    linear(to + ".attn.out", own + "/linear_1");
    if (listensToTheEncoder) {
      String cross = from + "/attention";
      norm(to + ".cross_attn_ln", cross + "/layer_norm");
      linear(to + ".cross_attn.query", cross + "/linear_0");
      weight(to + ".cross_attn.key", cross + "/linear_1", 0, 2);
      linear(to + ".cross_attn.value", cross + "/linear_1", 1, 2);
      linear(to + ".cross_attn.out", cross + "/linear_2");
    }
  }

  private void one(String name, String source) {
    places.add(new Place(name, source));
  }

  private void norm(String name, String source) {
    one(name + ".weight", source + "/gamma");
    one(name + ".bias", source + "/beta");
  }

  private void linear(String name, String source) {
    linear(name, source, 0, 1);
  }

  private void linear(String name, String source, int part, int parts) {
    weight(name, source, part, parts);
    places.add(new Place(name + ".bias", source + "/bias", part, parts));
  }

  /** Without a bias: whisper's keys have none, and CTranslate2 keeps zeros for it. */
  private void weight(String name, String source, int part, int parts) {
    places.add(new Place(name + ".weight", source + "/weight", part, parts));
  }
}
