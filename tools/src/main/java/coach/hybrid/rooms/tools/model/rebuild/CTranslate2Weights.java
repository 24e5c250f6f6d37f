package coach.hybrid.rooms.tools.model.rebuild;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tensors of a CTranslate2 {@code model.bin} by name; they stay where they lie. */
final class CTranslate2Weights {
  private static final int BINARY_VERSION = 6;
  private static final String WHISPER = "WhisperSpec";
  private static final int MAX_TENSORS = 10_000;
  private static final int MAX_DIMENSIONS = 8;

  private final Map<String, Tensor> tensors = new HashMap<>();

  private CTranslate2Weights() {}

  static CTranslate2Weights parse(ByteBuffer file) throws IOException {
    ByteBuffer rest = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    CTranslate2Weights weights = new CTranslate2Weights();
    try {
      int version = rest.getInt();
      String kind = text(rest);
      if (version != BINARY_VERSION || !kind.equals(WHISPER)) {
        throw new IOException("not a whisper model of CTranslate2: " + kind + ", " + version);
      }
      rest.getInt(); // The revision of the names, which the tensors asked for by name tell better.
      int count = rest.getInt();
      if (count < 0 || count > MAX_TENSORS) {
        throw new IOException("too many tensors in the model: " + count);
      }
      for (int i = 0; i < count; i++) {
        weights.tensors.put(text(rest), tensor(rest));
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("the model ends in the middle", e);
    }
    return weights;
  }

  private static String text(ByteBuffer rest) {
    byte[] bytes = new byte[Short.toUnsignedInt(rest.getShort())];
    rest.get(bytes);
    int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static Tensor tensor(ByteBuffer rest) throws IOException {
    int dimensions = Byte.toUnsignedInt(rest.get());
    if (dimensions > MAX_DIMENSIONS) {
      throw new IOException("a tensor of " + dimensions + " dimensions");
    }
    List<Integer> shape = new ArrayList<>();
    long numbers = 1;
    for (int i = 0; i < dimensions; i++) {
      int size = rest.getInt();
      shape.add(size);
      numbers *= size;
    }
    int id = Byte.toUnsignedInt(rest.get());
    int length = rest.getInt();
    Tensor.Type type = type(id);
    if (length < 0 || numbers * type.size() != length) {
      throw new IOException("a tensor of shape " + shape + " in " + length + " bytes");
    }
    Tensor tensor = new Tensor(type, shape, rest.slice(rest.position(), length));
    rest.position(rest.position() + length);
    return tensor;
  }

  private static Tensor.Type type(int id) throws IOException {
    return switch (id) {
      case 0 -> Tensor.Type.FLOAT32;
      case 1 -> Tensor.Type.INT8;
      case 2 -> Tensor.Type.INT16;
      case 3 -> Tensor.Type.INT32;
      case 4 -> Tensor.Type.FLOAT16;
      case 5 -> Tensor.Type.BFLOAT16;
      default -> throw new IOException("a tensor of unknown type " + id);
    };
  }

  Tensor tensor(String name) throws IOException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IOException("the model has no " + name);
    }
    return tensor;
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }
}
