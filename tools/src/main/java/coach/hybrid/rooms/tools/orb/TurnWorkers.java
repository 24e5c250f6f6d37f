package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.Onset;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thinks and speaks off the orb's thread: one thread thinks, one synthesises, in order. Built-in
 * sentences are kept, so that the next time they sound at once.
 */
final class TurnWorkers implements Conversation.Background, AutoCloseable {
  private static final int MOST_KEPT_CLIPS = 24;

  /** Where results go; each runs on the orb's thread. */
  interface Results {
    void sentence(long turn, String text);

    void thoughtEnded(long turn);

    void voiced(Clip clip);

    void unvoiced(long turn, Exception cause);

    boolean current(long turn);
  }

  private final Thinker thinker;
  private final Thinker fallback;
  private final Voice voice;
  private final Results results;
  private final ExecutorService thoughts =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("orb-thought").daemon().factory());
  private final ExecutorService sounds =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("orb-sound").daemon().factory());

  /** What was used last. */
  private final Map<String, short[]> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, short[]> eldest) {
              return size() > MOST_KEPT_CLIPS;
            }
          });

  /** Sentences of turns that wait for their sound; no later one may overtake them. */
  private final AtomicInteger wanted = new AtomicInteger();

  private @Nullable Future<?> thought;

  TurnWorkers(Thinker thinker, Thinker fallback, Voice voice, Results results) {
    this.thinker = thinker;
    this.fallback = fallback;
    this.voice = voice;
    this.results = results;
  }

  /**
   * Gives its sound to what will probably be said, before it is: one sentence after the other, each
   * behind whatever is wanted at once.
   */
  void rehearse() {
    rehearse(new ArrayDeque<>(thinker.usual()));
  }

  private void rehearse(Queue<String> sentences) {
    String sentence = sentences.poll();
    if (sentence == null || sounds.isShutdown()) {
      return;
    }
    sounds.execute(() -> {
      try {
        sound(sentence);
        rehearse(sentences);
      } catch (IOException e) {
        System.err.println("orb: no rehearsal: " + e.getMessage());
      } catch (InterruptedException | RejectedExecutionException e) {
        // It is closing: nothing will be said any more.
        sentences.clear();
      }
    });
  }

  /** On the thread of {@link #sounds}. */
  private short[] sound(String sentence) throws IOException, InterruptedException {
    short[] samples = kept.get(sentence);
    if (samples == null) {
      samples = Onset.prompt(voice.speak(sentence));
      kept.put(sentence, samples);
    }
    return samples;
  }

  @Override
  public void think(Situation situation, long turn) {
    if (thought != null) {
      thought.cancel(true);
    }
    thought = thoughts.submit(() -> thinkNow(situation, turn));
  }

  @Override
  public boolean thinksAhead() {
    return thinker.thinksAhead();
  }

  /** Runs after the thought it means, which no later one may cancel any more. */
  @Override
  public void takeBack() {
    thought = null;
    thoughts.execute(thinker::takeBack);
  }

  private void thinkNow(Situation situation, long turn) {
    boolean[] said = {false};
    try {
      try {
        thinker.think(
            situation,
            sentence -> {
              said[0] = true;
              results.sentence(turn, sentence);
            });
      } catch (IOException e) {
        System.err.println("orb: " + e.getMessage());
        if (!said[0]) {
          fallback.think(situation, sentence -> results.sentence(turn, sentence));
        }
      }
    } catch (IOException | InterruptedException e) {
      // Interrupted because a newer thought began, or out of words altogether: the turn is over.
      System.err.println("orb: a thought was given up");
    } finally {
      results.thoughtEnded(turn);
    }
  }

  @Override
  public void synthesize(String sentence, long turn) {
    short[] ready = kept.get(sentence);
    if (ready != null && wanted.get() == 0) {
      results.voiced(new Clip(turn, sentence, ready));
      return;
    }
    wanted.incrementAndGet();
    sounds.execute(() -> {
      try {
        if (results.current(turn)) {
          results.voiced(new Clip(turn, sentence, sound(sentence)));
        }
      } catch (IOException | InterruptedException e) {
        results.unvoiced(turn, e);
      } finally {
        wanted.decrementAndGet();
      }
    });
  }

  @Override
  public void close() {
    thoughts.shutdownNow();
    sounds.shutdownNow();
    voice.close();
  }
}
