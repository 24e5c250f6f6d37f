package coach.hybrid.rooms.tools.model.rebuild;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the parts of a whisper model file in ggml's first format, little-endian. */
final class GgmlOutput {
  private static final int MAGIC = 0x67676d6c;
  private static final int FLOAT32 = 0;
  private static final int FLOAT16 = 1;

  private final OutputStream out;
  private final WritableByteChannel channel;
  private final ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);

  GgmlOutput(OutputStream out) {
    this.out = out;
    this.channel = Channels.newChannel(out);
  }

  /** The model's measures, in the format's order; large tensors are in 16 bits. */
  void header(List<Integer> measures) throws IOException {
    number(MAGIC);
    for (int measure : measures) {
      number(measure);
    }
    number(FLOAT16);
  }

  void filters(float[][] filters) throws IOException {
    number(filters.length);
    number(filters[0].length);
    for (float[] filter : filters) {
      for (float weight : filter) {
        number(Float.floatToRawIntBits(weight));
      }
    }
  }

  void tokens(List<byte[]> tokens) throws IOException {
    number(tokens.size());
    for (byte[] token : tokens) {
      number(token.length);
      out.write(token);
    }
  }

  void tensor(String name, Tensor tensor) throws IOException {
    int type =
        switch (tensor.type()) {
          case FLOAT32 -> FLOAT32;
          case FLOAT16 -> FLOAT16;
          case INT8, INT16, INT32, BFLOAT16 ->
              throw new IOException(name + " is kept as " + tensor.type());
        };
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    number(tensor.shape().size());
    number(nameBytes.length);
    number(type);
    for (int size : tensor.shape().reversed()) {
      number(size);
    }
    out.write(nameBytes);
    ByteBuffer bytes = tensor.bytes().duplicate();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void number(int value) throws IOException {
    out.write(word.putInt(0, value).array());
  }
}
