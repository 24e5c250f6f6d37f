package coach.hybrid.rooms.tools.model.rebuild;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One array of numbers as it lies in a file.
 *
 * @param shape slowest first; empty for a single number
 * @param bytes little-endian, from its position to its limit; read through duplicates only
 */
record Tensor(Type type, List<Integer> shape, ByteBuffer bytes) {
  /** What one number is. */
  enum Type {
    FLOAT32(4),
    INT8(1),
    INT16(2),
    INT32(4),
    FLOAT16(2),
    BFLOAT16(2);

    private final int size;

    Type(int size) {
      this.size = size;
    }

    int size() {
      return size;
    }
  }

  /** Part {@code index} of {@code count} equal ones, cut along the slowest dimension. */
  Tensor part(int index, int count) {
    if (count == 1) {
      return this;
    }
    if (shape.isEmpty() || shape.getFirst() % count != 0) {
      throw new IllegalArgumentException(shape + " cannot be cut into " + count);
    }
    List<Integer> cut = new ArrayList<>(shape);
    cut.set(0, shape.getFirst() / count);
    int length = bytes.remaining() / count;
    return new Tensor(type, cut, bytes.slice(bytes.position() + index * length, length));
  }

  /** The same numbers without the dimensions that are 1. */
  Tensor squeezed() {
    return new Tensor(type, shape.stream().filter(size -> size != 1).toList(), bytes);
  }

  Tensor shaped(List<Integer> other) {
    return new Tensor(type, other, bytes);
  }

  /** The same numbers as 32-bit floats, exactly. */
  Tensor widened() {
    if (type == Type.FLOAT32) {
      return this;
    }
    ByteBuffer halves = ordered();
    ByteBuffer floats = ByteBuffer.allocate(halves.remaining() * 2).order(ByteOrder.LITTLE_ENDIAN);
    while (halves.hasRemaining()) {
      floats.putFloat(Float.float16ToFloat(halves.getShort()));
    }
    return new Tensor(Type.FLOAT32, shape, floats.flip());
  }

  /** A single whole number. */
  int number() {
    ByteBuffer value = ordered();
    return switch (type) {
      case INT8 -> value.get();
      case INT16 -> value.getShort();
      case INT32 -> value.getInt();
      case FLOAT32, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException(type + " is no whole number");
    };
  }

  private ByteBuffer ordered() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
