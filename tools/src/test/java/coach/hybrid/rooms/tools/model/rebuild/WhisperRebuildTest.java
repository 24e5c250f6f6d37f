package coach.hybrid.rooms.tools.model.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of one layer and state 2, whose every number tells where it was. */
class WhisperRebuildTest {
  private static final int FLOAT16 = 4;
  private static final int HEADER_BYTES = 48;

  private final ByteBuffer file = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private final List<String> written = new ArrayList<>();
  private int tensors;
  @TempDir Path folder;

  @BeforeEach
  void writeModel() {
    file.putInt(6);
    text("WhisperSpec");
    file.putInt(3).putInt(0);
    for (String side : List.of("decoder", "encoder")) {
      one(side + "/num_heads", (short) 1);
      halves(side + "/position_encodings/encodings", side.equals("encoder") ? 3 : 2, 2);
      norm(side + "/layer_norm");
      norm(side + "/layer_0/ffn/layer_norm");
      linear(side + "/layer_0/ffn/linear_0", 8, 2);
      linear(side + "/layer_0/ffn/linear_1", 2, 8);
      norm(side + "/layer_0/self_attention/layer_norm");
      linear(side + "/layer_0/self_attention/linear_0", 6, 2);
      linear(side + "/layer_0/self_attention/linear_1", 2, 2);
    }
    halves("decoder/embeddings/weight", 4, 2);
    norm("decoder/layer_0/attention/layer_norm");
    linear("decoder/layer_0/attention/linear_0", 2, 2);
    linear("decoder/layer_0/attention/linear_1", 4, 2);
    linear("decoder/layer_0/attention/linear_2", 2, 2);
    linear("encoder/conv1", 2, 4, 3);
    linear("encoder/conv2", 2, 2, 3);
    file.putInt(4 + 2 + "WhisperSpec".length() + 1 + 4, tensors);
    file.putInt(0);
  }

  private void text(String text) {
    file.putShort((short) (text.length() + 1)).put(text.getBytes(StandardCharsets.US_ASCII));
    file.put((byte) 0);
  }

  private void one(String name, short value) {
    tensors++;
    text(name);
    file.put((byte) 0).put((byte) 2).putInt(2).putShort(value);
  }

  private void norm(String name) {
    halves(name + "/gamma", 2);
    halves(name + "/beta", 2);
  }

  private void linear(String name, int... shape) {
    halves(name + "/weight", shape);
    halves(name + "/bias", shape[0]);
  }

  /** Counts up from sixteen times the tensor's number in the file. */
  private void halves(String name, int... shape) {
    int numbers = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    text(name);
    file.put((byte) shape.length);
    Arrays.stream(shape).forEach(file::putInt);
    file.put((byte) FLOAT16).putInt(numbers * 2);
    for (int i = 0; i < numbers; i++) {
      file.putShort(Float.floatToFloat16(tensors * 16 + i));
    }
    written.add(name + "=" + tensors * 16);
    tensors++;
  }

  private ByteBuffer rebuilt(int bytes) throws IOException {
    Path model = Files.write(folder.resolve("model.bin"), Arrays.copyOf(file.array(), bytes));
    Path vocabulary = Files.writeString(folder.resolve("v.txt"), "a\nĠb\n<|endoftext|>\n");
    Path to = folder.resolve("out.bin");
    WhisperRebuild.write(model, vocabulary, to);
    return ByteBuffer.wrap(Files.readAllBytes(to)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private float first(String source) {
    String entry =
        written.stream().filter(line -> line.startsWith(source + "=")).findAny().orElseThrow();
    return Integer.parseInt(entry.substring(source.length() + 1));
  }

  /** Each tensor as {@code name [sizes] type first-number}. */
  private static List<String> tensors(ByteBuffer out) {
    List<String> found = new ArrayList<>();
    while (out.hasRemaining()) {
      int dimensions = out.getInt();
      byte[] name = new byte[out.getInt()];
      boolean half = out.getInt() == 1;
      int[] sizes = new int[dimensions];
      int numbers = 1;
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = out.getInt();
        numbers *= sizes[i];
      }
      out.get(name);
      float first =
          half ? Float.float16ToFloat(out.getShort(out.position())) : out.getFloat(out.position());
      out.position(out.position() + numbers * (half ? 2 : 4));
      String kind = half ? "f16" : "f32";
      found.add(
          new String(name, StandardCharsets.UTF_8)
              + " "
              + Arrays.toString(sizes)
              + " "
              + kind
              + " "
              + first);
    }
    return found;
  }

  @Test
  void theMeasuresFiltersAndTokensComeFirst() throws IOException {
    ByteBuffer out = rebuilt(file.position());
    int[] header = new int[12];
    for (int i = 0; i < header.length; i++) {
      header[i] = out.getInt();
    }
    assertEquals(
        Arrays.toString(new int[] {0x67676d6c, 4, 3, 2, 1, 1, 2, 2, 1, 1, 4, 1}),
        Arrays.toString(header));
    assertEquals(4, out.getInt());
    assertEquals(MelFilters.FREQUENCIES, out.getInt());
    out.position(out.position() + 4 * MelFilters.FREQUENCIES * 4);
    assertEquals(3, out.getInt());
    assertEquals(1, out.getInt());
    assertEquals('a', out.get());
    assertEquals(2, out.getInt());
    assertEquals(' ', out.get());
  }

  @Test
  void everyTensorHasItsPlaceShapeAndWidth() throws IOException {
    ByteBuffer out = rebuilt(file.position());
    int filters = 8 + 4 * MelFilters.FREQUENCIES * 4;
    int tokens = 4 + 5 + 6 + 4 + "<|endoftext|>".length();
    out.position(HEADER_BYTES + filters + tokens);
    List<String> found = tensors(out);
    assertEquals(50, found.size());
    assertEquals(
        "decoder.positional_embedding [2, 2] f32 " + first("decoder/position_encodings/encodings"),
        found.get(0));
    assertEquals(
        "decoder.token_embedding.weight [2, 4] f16 " + first("decoder/embeddings/weight"),
        found.get(2));
    float own = first("decoder/layer_0/self_attention/linear_0/weight");
    float ownBias = first("decoder/layer_0/self_attention/linear_0/bias");
    assertEquals(
        List.of(
            "decoder.blocks.0.attn.query.weight [2, 2] f16 " + own,
            "decoder.blocks.0.attn.query.bias [2] f32 " + ownBias,
            "decoder.blocks.0.attn.key.weight [2, 2] f16 " + (own + 4),
            "decoder.blocks.0.attn.value.weight [2, 2] f16 " + (own + 8),
            "decoder.blocks.0.attn.value.bias [2] f32 " + (ownBias + 4)),
        found.subList(11, 16));
    float cross = first("decoder/layer_0/attention/linear_1/weight");
    assertTrue(
        found.contains("decoder.blocks.0.cross_attn.value.weight [2, 2] f16 " + (cross + 4)));
    assertTrue(
        found.contains("encoder.conv1.weight [3, 4, 2] f16 " + first("encoder/conv1/weight")));
    assertTrue(found.contains("encoder.conv1.bias [1, 2] f32 " + first("encoder/conv1/bias")));
    assertEquals(
        "encoder.ln_post.bias [2] f32 " + first("encoder/layer_norm/beta"), found.getLast());
  }

  @Test
  void aFileThatIsNoSuchModelIsRefused() throws IOException {
    int whole = file.position();
    assertThrows(IOException.class, () -> rebuilt(whole / 2));
    assertThrows(IOException.class, () -> rebuilt(3));
    file.putInt(0, 7);
    assertThrows(IOException.class, () -> rebuilt(whole));
  }
}
