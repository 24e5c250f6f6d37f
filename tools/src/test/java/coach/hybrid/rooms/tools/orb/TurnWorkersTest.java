package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import coach.hybrid.rooms.tools.orb.talk.Occasion;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnWorkersTest {
  /** The voice needs no leave for this one. */
  private static final String FREE = "Free.";

  private final BlockingQueue<String> spoken = new LinkedBlockingQueue<>();
  private final BlockingQueue<Clip> voiced = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> thought = new LinkedBlockingQueue<>();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private final Thinker thinker =
      new Thinker() {
        @Override
        public void think(Situation situation, Consumer<String> sentence) {
          thought.add("thinks");
        }

        @Override
        public List<String> usual() {
          return List.of(FREE, "One.", "Two.");
        }

        @Override
        public void takeBack() {
          thought.add("takes back");
        }
      };

  private final TurnWorkers workers =
      new TurnWorkers(
          thinker,
          thinker,
          text -> {
            spoken.add(text);
            if (!text.equals(FREE)) {
              mayGoOn.await();
            }
            return new short[] {(short) text.length()};
          },
          new TurnWorkers.Results() {
            @Override
            public void sentence(long turn, String text) {}

            @Override
            public void thoughtEnded(long turn) {}

            @Override
            public void voiced(Clip clip) {
              voiced.add(clip);
            }

            @Override
            public void unvoiced(long turn, Exception cause) {}

            @Override
            public boolean current(long turn) {
              return true;
            }
          });

  @AfterEach
  void close() {
    workers.close();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    assertNotNull(next);
    return next;
  }

  @Test
  void whatIsWantedNowDoesNotWaitForTheWholeRehearsal() throws InterruptedException {
    workers.rehearse();
    assertEquals(FREE, next(spoken));
    assertEquals("One.", next(spoken));
    workers.synthesize("Now!", 1);
    mayGoOn.countDown();
    assertEquals("Now!", next(spoken));
    assertEquals("Two.", next(spoken));
  }

  @Test
  void whatWasRehearsedIsNotSpokenAgain() throws InterruptedException {
    mayGoOn.countDown();
    workers.rehearse();
    assertEquals(FREE, next(spoken));
    assertEquals("One.", next(spoken));
    assertEquals("Two.", next(spoken));
    workers.synthesize("One.", 1);
    workers.synthesize("Three.", 1);
    assertEquals("One.", next(voiced).text());
    assertEquals("Three.", next(voiced).text());
    assertEquals("Three.", next(spoken));
  }

  @Test
  void whatWasRehearsedSoundsWhileTheNextIsRehearsed() throws InterruptedException {
    workers.rehearse();
    assertEquals(FREE, next(spoken));
    assertEquals("One.", next(spoken));
    workers.synthesize(FREE, 1);
    assertEquals(FREE, next(voiced).text());
  }

  @Test
  void noSentenceOvertakesTheOneBefore() throws InterruptedException {
    workers.rehearse();
    assertEquals(FREE, next(spoken));
    assertEquals("One.", next(spoken));
    workers.synthesize("First.", 1);
    workers.synthesize(FREE, 1);
    mayGoOn.countDown();
    assertEquals("First.", next(voiced).text());
    assertEquals(FREE, next(voiced).text());
  }

  @Test
  void aThoughtThatIsTakenBackWasThoughtBefore() throws InterruptedException {
    Situation pause = new Situation(Occasion.PAUSE, List.of(), List.of());
    workers.think(pause, 1);
    workers.takeBack();
    workers.think(pause, 2);
    assertEquals("thinks", next(thought));
    assertEquals("takes back", next(thought));
    assertEquals("thinks", next(thought));
  }
}
