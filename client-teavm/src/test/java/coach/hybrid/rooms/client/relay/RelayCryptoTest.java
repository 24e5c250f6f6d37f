package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The encryption of the relay, against {@code golden/relay/crypto.json}. */
class RelayCryptoTest {
  private static final HexFormat HEX = HexFormat.of();

  private record End(String userId, String privateKey, String publicKey) {}

  private record Way(String fromId, String info, String key) {}

  private record Frame(
      String note,
      String fromId,
      int kind,
      int flags,
      int codec,
      int peer,
      int generation,
      int seq,
      int captureMillis,
      String payload,
      String nonce,
      String authenticated,
      String message) {}

  private record Golden(
      String roomId,
      End lower,
      End higher,
      String saltInput,
      String salt,
      String safetyHash,
      List<Way> directions,
      List<Frame> frames) {

    byte[] key(String fromId) {
      for (Way way : directions) {
        if (way.fromId().equals(fromId)) {
          return HEX.parseHex(way.key());
        }
      }
      throw new AssertionError(fromId);
    }

    List<Frame> from(String userId) {
      return frames.stream().filter(frame -> frame.fromId().equals(userId)).toList();
    }
  }

  private final JavaCrypto crypto = new JavaCrypto();
  private final Golden golden = read();
  private final List<MediaFrame> opened = new ArrayList<>();
  private final List<String> arrivals = new ArrayList<>();
  private final List<byte[]> left = new ArrayList<>();
  private final Opener opener =
      new Opener(
          crypto.cipher(golden.key("client-1")),
          (frame, lost, breaks) -> {
            opened.add(frame);
            arrivals.add(frame.kind() + "/" + frame.seq() + " " + lost + (breaks ? " breaks" : ""));
          });
  private final Sealer sealer =
      new Sealer(
          crypto.cipher(golden.key("client-1")), () -> 7, (_, message) -> left.add(message), null);

  private static Golden read() {
    try {
      Path file = Path.of("../shared-protocol/golden/relay/crypto.json");
      return new Gson().fromJson(Files.readString(file), Golden.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MediaFrame decode(byte[] message) {
    try {
      return MediaFrame.decode(message);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private static MediaFrame decode(Frame frame) {
    return decode(HEX.parseHex(frame.message()));
  }

  private void seal(int kind, int generation) {
    sealer.seal(kind, 0, MediaFrame.OPUS, generation, 0, new byte[] {1});
  }

  private List<String> numbersLeft() {
    return left.stream().map(m -> decode(m)).map(f -> f.kind() + "/" + f.seq()).toList();
  }

  private byte[] point(End end) {
    return Objects.requireNonNull(crypto.decode(end.publicKey()));
  }

  @Test
  void bothEndsPutTheSameIntoTheSalt() {
    End lower = golden.lower();
    End higher = golden.higher();
    byte[] low = point(lower);
    byte[] high = point(higher);

    assertEquals(
        golden.saltInput(),
        HEX.formatHex(
            Agreement.saltInput(
                crypto, golden.roomId(), lower.userId(), low, higher.userId(), high)));
    assertEquals(
        golden.saltInput(),
        HEX.formatHex(
            Agreement.saltInput(
                crypto, golden.roomId(), higher.userId(), high, lower.userId(), low)));
    crypto.sha256(
        HEX.parseHex(golden.saltInput()),
        salt -> {
          assertEquals(golden.salt(), HEX.formatHex(salt));
          crypto.sha256(salt, hash -> assertEquals(golden.safetyHash(), HEX.formatHex(hash)));
        });
  }

  @Test
  void eachEndDerivesTheOthersKeysToo() {
    crypto.useKeys(golden.lower().privateKey(), golden.lower().publicKey());
    List<String> messages = new ArrayList<>();
    crypto.makeKeys(keys ->
        keys.agree(
            point(golden.higher()),
            HEX.parseHex(golden.salt()),
            Agreement.info(crypto, "client-1"),
            Agreement.info(crypto, "coach-1"),
            (out, in) -> {
              new Sealer(out, () -> 7, (_, message) -> messages.add(HEX.formatHex(message)), null)
                  .seal(2, 0, 1, 1, 1_000, HEX.parseHex("fc00010203"));
              Opener theirs = new Opener(in, (frame, _, _) -> opened.add(frame));
              golden.from("coach-1").forEach(frame -> theirs.open(decode(frame)));
            },
            () -> {
              throw new AssertionError("refused");
            }));

    assertEquals(List.of(golden.from("client-1").get(0).message()), messages);
    assertEquals(3, opened.size());
  }

  @Test
  void everyFrameIsSealedAndOpenedAsTheFileHasIt() {
    List<Frame> frames = golden.from("client-1");
    for (Frame frame : frames) {
      byte[] header = HEX.parseHex(frame.authenticated());
      assertEquals(frame.nonce(), HEX.formatHex(Agreement.nonce(header)), frame.note());
      opener.open(decode(frame));
      assertEquals(frame.payload(), HEX.formatHex(opened.getLast().payload()), frame.note());
    }
    for (Frame frame : frames.subList(0, 4)) {
      sealer.seal(
          frame.kind(),
          frame.flags(),
          frame.codec(),
          frame.generation(),
          frame.captureMillis(),
          HEX.parseHex(frame.payload()));
      assertEquals(frame.message(), HEX.formatHex(left.getLast()), frame.note());
    }
    assertEquals(0, opener.refused());
  }

  @Test
  void aHeaderThatWasChangedOpensNothingButTheNumberOfThePeerMayChange() {
    Frame frame = golden.from("client-1").get(0);
    for (int at : List.of(2, 3, 15, 20)) {
      byte[] message = HEX.parseHex(frame.message());
      message[at] ^= 1;
      opener.open(decode(message));
    }
    assertEquals(0, opened.size());
    assertEquals(4, opener.refused());

    byte[] message = HEX.parseHex(frame.message());
    message[5] = 99;
    opener.open(decode(message));
    assertEquals(1, opened.size());
  }

  @Test
  void whatIsNotNewerThanTheLastOfItsKindIsRefused() {
    List<Frame> frames = golden.from("client-1");
    MediaFrame first = decode(frames.get(0));
    MediaFrame second = decode(frames.get(1));
    MediaFrame picture = decode(frames.get(2));
    MediaFrame nextGeneration = decode(frames.get(3));
    opener.open(second);
    opener.open(first);
    opener.open(second);
    opener.open(picture);
    opener.open(nextGeneration);
    opener.open(second);

    assertEquals(List.of("2/1 0 breaks", "3/0 0 breaks", "2/0 0 breaks"), arrivals);
    assertEquals(3, opener.refused());
  }

  @Test
  void theSameFrameTwiceAtOnceIsHeardOnce() {
    MediaFrame frame = decode(golden.from("client-1").get(0));
    Deque<Runnable> answers = crypto.hold();
    opener.open(frame);
    opener.open(frame);
    answers.forEach(Runnable::run);

    assertEquals(1, opened.size());
    assertEquals(1, opener.refused());
  }

  @Test
  void numbersAreUnsignedSoThatTheHighestIsNewerThanTheFirst() {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seal(MediaFrame.AUDIO, 1);
      frames.add(decode(left.getLast()));
    }
    opener.open(frames.get(0));
    opener.open(frames.get(3));

    assertEquals(List.of("2/0 0 breaks", "2/3 2 breaks"), arrivals);
    opener.open(decode(golden.from("client-1").get(4)));
    assertEquals(-1, opened.getLast().seq());
  }

  @Test
  void framesLeaveInTheirOrderWhateverIsSealedFirst() {
    Deque<Runnable> answers = crypto.hold();
    for (int i = 0; i < 3; i++) {
      seal(MediaFrame.AUDIO, 1);
    }
    seal(MediaFrame.CAMERA, 1);
    answers.removeLast().run();
    assertEquals(List.of("3/0"), numbersLeft());
    answers.removeLast().run();
    assertEquals(List.of("3/0"), numbersLeft());
    assertEquals(3, sealer.waiting(MediaFrame.AUDIO));
    answers.removeFirst().run();
    answers.removeFirst().run();

    assertEquals(List.of("3/0", "2/0", "2/1", "2/2"), numbersLeft());
  }

  @Test
  void framesAreHeardInTheirOrderWhateverIsOpenedFirst() {
    for (int i = 0; i < 3; i++) {
      seal(MediaFrame.AUDIO, 1);
    }
    Deque<Runnable> answers = crypto.hold();
    left.forEach(message -> opener.open(decode(message)));
    List<Runnable> backwards = new ArrayList<>(answers);
    Collections.reverse(backwards);
    backwards.forEach(Runnable::run);

    assertEquals(List.of("2/0 0 breaks", "2/1 0", "2/2 0"), arrivals);
  }

  @Test
  void aNewGenerationCountsAnewAndAnOldOneIsNeverUsedAgain() {
    seal(MediaFrame.AUDIO, 1);
    seal(MediaFrame.AUDIO, 2);
    seal(MediaFrame.AUDIO, 1);
    seal(MediaFrame.AUDIO, 2);

    assertEquals(List.of("2/0", "2/0", "2/1"), numbersLeft());
    assertArrayEquals(
        new int[] {1, 2, 2}, left.stream().mapToInt(m -> decode(m).generation()).toArray());
  }

  @Test
  void aFrameThatCannotBeSealedHoldsUpNoOther() {
    crypto.fails = true;
    seal(MediaFrame.AUDIO, 1);
    crypto.fails = false;
    seal(MediaFrame.AUDIO, 1);

    assertEquals(List.of("2/1"), numbersLeft());
    assertEquals(0, sealer.waiting(MediaFrame.AUDIO));
  }

  @Test
  void whatWasSealedForALostSocketIsNotSentOnTheNext() {
    Deque<Runnable> answers = crypto.hold();
    seal(MediaFrame.AUDIO, 1);
    seal(MediaFrame.AUDIO, 2);
    answers.forEach(Runnable::run);

    assertEquals(1, left.size());
    assertEquals(2, decode(left.get(0)).generation());
  }

  @Test
  void anotherKeyGoesOnWithTheNumbers() {
    seal(MediaFrame.AUDIO, 1);
    Sealer next =
        new Sealer(
            crypto.cipher(golden.key("coach-1")),
            () -> 7,
            (_, message) -> left.add(message),
            sealer);
    next.seal(MediaFrame.AUDIO, 0, MediaFrame.OPUS, 1, 0, new byte[] {1});

    assertEquals(List.of("2/0", "2/1"), numbersLeft());
  }

  @Test
  void aFloodIsNotDecrypted() {
    for (int i = 0; i < Opener.MOST_WAITING + 10; i++) {
      seal(MediaFrame.AUDIO, 1);
    }
    Deque<Runnable> answers = crypto.hold();
    left.forEach(message -> opener.open(decode(message)));

    assertEquals(Opener.MOST_WAITING, answers.size());
    assertTrue(opener.refused() >= 10);
  }
}
