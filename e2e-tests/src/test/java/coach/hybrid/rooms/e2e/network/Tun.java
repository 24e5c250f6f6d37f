package coach.hybrid.rooms.e2e.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * One end of a wire that is held by a program: packets the kernel sends there are read here, and
 * those written here arrive there (Linux, Documentation/networking/tuntap). One thread may read
 * while another writes.
 */
@SuppressWarnings("restricted") // The C library's own functions, by their published signatures.
final class Tun {
  private static final int READ_WRITE = 2;
  private static final long SET_INTERFACE = 0x400454caL;
  private static final short TUN_WITHOUT_HEADER = 0x1001;
  private static final int REQUEST_OCTETS = 40;
  private static final int FLAGS_AT = 16;
  private static final int LONGEST_PACKET = 65_535;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN = function("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONTROL =
      function("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle READ =
      function("read", -1, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", -1, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

  private final int descriptor;
  private final MemorySegment incoming = Arena.global().allocate(LONGEST_PACKET);
  private final MemorySegment outgoing = Arena.global().allocate(LONGEST_PACKET);

  private Tun(int descriptor) {
    this.descriptor = descriptor;
  }

  private static MethodHandle function(
      String name, int firstVariadic, MemoryLayout returns, MemoryLayout... takes) {
    FunctionDescriptor signature = FunctionDescriptor.of(returns, takes);
    MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
    return firstVariadic < 0
        ? LINKER.downcallHandle(address, signature)
        : LINKER.downcallHandle(address, signature, Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** In the namespace this process is in; it lives as long as the process. */
  static Tun create(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
      MemorySegment request = arena.allocate(REQUEST_OCTETS, Long.BYTES);
      request.setString(0, name);
      request.set(JAVA_SHORT, FLAGS_AT, TUN_WITHOUT_HEADER);
      if (descriptor < 0 || (int) CONTROL.invokeExact(descriptor, SET_INTERFACE, request) < 0) {
        throw new IOException("no TUN device " + name + ": is this root?");
      }
      return new Tun(descriptor);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the next packet; empty if the device is down, which passes. */
  byte[] read() {
    long octets = call(READ, incoming, LONGEST_PACKET);
    return incoming.asSlice(0, Math.max(0, octets)).toArray(JAVA_BYTE);
  }

  /** A packet the other side does not want (its device is down) is lost. */
  void write(byte[] packet) {
    MemorySegment.copy(packet, 0, outgoing, JAVA_BYTE, 0, packet.length);
    call(WRITE, outgoing, packet.length);
  }

  private long call(MethodHandle function, MemorySegment memory, long octets) {
    try {
      return (long) function.invokeExact(descriptor, memory, octets);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
