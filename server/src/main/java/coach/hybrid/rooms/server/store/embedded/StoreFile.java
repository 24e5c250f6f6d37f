package coach.hybrid.rooms.server.store.embedded;

import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.UnusableStoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MVStore file. A single thread writes: it takes whatever waits, applies it, commits once and
 * only then lets the callers go on (group commit). A commit survives the death of this process; the
 * file is forced to the disk every second, so a power cut may cost one. MVStore closes itself at a
 * failed write, as on a full disk; the file is then opened anew for the next one.
 */
public final class StoreFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StoreFile.class);

  private static final String META = StoreOpening.META;
  private static final String PROBE_KEY = "probe";
  private static final int MAX_GROUP = 512;
  private static final long SYNC_MILLIS = 1_000;
  private static final long COMPACT_MILLIS = 30_000;
  private static final int COMPACT_FILL_RATE = 60;
  private static final int COMPACT_BYTES = 8 * 1024 * 1024;

  /** A change of the maps; throws before it has changed anything, or not at all. */
  interface Change {
    void apply(StoreFile file);
  }

  private record Waiting(Change change, CompletableFuture<@Nullable Void> done) {}

  private final Path path;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /** Null while the file has to be opened anew; replaced by the writer only. */
  private volatile @Nullable MVStore store;

  private volatile boolean closing;

  /** Whether the last commit failed. */
  private volatile boolean failing;

  public StoreFile(Path directory) throws UnusableStoreException {
    path = StoreOpening.place(directory);
    store = StoreOpening.first(path);
    writer = Thread.ofPlatform().name("store").start(this::write);
  }

  private MVStore current() {
    MVStore now = store;
    if (now == null || now.isClosed()) {
      throw new StoreException("the store is closed", null);
    }
    return now;
  }

  /** A map of the file; what it shows may not be committed yet. */
  MVMap<String, String> map(String name) {
    return StoreOpening.map(current(), name);
  }

  /** Reads, with whatever goes wrong in the file as a {@link StoreException}. */
  <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MVStoreException e) {
      throw new StoreException("the store cannot be read: " + StoreOpening.firstLine(e), e);
    }
  }

  /** Whether the last thing written was really written. */
  boolean available() {
    return !failing && !closing;
  }

  /** Returns once the change is committed. */
  void write(Change change) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    if (closing) {
      throw new StoreException("the store is closed", null);
    }
    queue.add(new Waiting(change, done));
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void write() {
    List<Waiting> group = new ArrayList<>();
    long nextSync = System.nanoTime();
    long nextCompact = nextSync + TimeUnit.MILLISECONDS.toNanos(COMPACT_MILLIS);
    boolean unsynced = false;
    while (!closing || !queue.isEmpty()) {
      Waiting first = take(unsynced ? SYNC_MILLIS / 4 : SYNC_MILLIS);
      if (first != null) {
        group.add(first);
        queue.drainTo(group, MAX_GROUP - 1);
        unsynced |= commit(group);
        group.clear();
      } else if (!closing && broken()) {
        // Nobody has anything to write, and everybody waits to hear that it can be written.
        commit(List.of(new Waiting(StoreFile::probe, new CompletableFuture<>())));
      }
      long now = System.nanoTime();
      if (unsynced && now - nextSync >= 0) {
        unsynced = !quietly("forced to the disk", MVStore::sync);
        nextSync = now + TimeUnit.MILLISECONDS.toNanos(SYNC_MILLIS);
      }
      if (now - nextCompact >= 0) {
        quietly("compacted", opened -> opened.compact(COMPACT_FILL_RATE, COMPACT_BYTES));
        nextCompact = now + TimeUnit.MILLISECONDS.toNanos(COMPACT_MILLIS);
      }
    }
  }

  private @Nullable Waiting take(long millis) {
    try {
      return queue.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing = true;
      return null;
    }
  }

  /** True if the group is in the file now. */
  private boolean commit(List<Waiting> group) {
    List<CompletableFuture<@Nullable Void>> applied = new ArrayList<>(group.size());
    try {
      MVStore now = reopened();
      for (Waiting waiting : group) {
        try {
          waiting.change().apply(this);
          applied.add(waiting.done());
        } catch (MVStoreException e) {
          throw e;
        } catch (RuntimeException e) {
          waiting.done().completeExceptionally(e); // This change alone was refused.
        }
      }
      now.commit();
    } catch (RuntimeException e) {
      if (!failing) {
        log.error("the store cannot write, it is tried again: {}", StoreOpening.firstLine(e));
      }
      failing = true;
      discard();
      StoreException failure =
          new StoreException("the store cannot write: " + StoreOpening.firstLine(e), e);
      group.forEach(waiting -> waiting.done().completeExceptionally(failure));
      return false;
    }
    if (failing) {
      log.info("the store writes again");
    }
    failing = false;
    applied.forEach(done -> done.complete(null));
    return true;
  }

  private boolean broken() {
    MVStore now = store;
    return failing || now == null || now.isClosed();
  }

  /** Changes something, or nothing would be written. */
  private static void probe(StoreFile file) {
    file.map(META).put(PROBE_KEY, Long.toString(System.nanoTime()));
  }

  private MVStore reopened() {
    MVStore now = store;
    if (now == null || now.isClosed()) {
      now = StoreOpening.again(path);
      store = now;
    }
    return now;
  }

  /** What was applied and not committed must not be seen, nor slip into a later commit. */
  private void discard() {
    MVStore broken = store;
    store = null;
    if (broken != null) {
      broken.closeImmediately();
    }
  }

  private boolean quietly(String what, Consumer<MVStore> work) {
    MVStore now = store;
    if (now == null || now.isClosed()) {
      return false;
    }
    try {
      work.accept(now);
      return true;
    } catch (MVStoreException e) {
      log.warn("the store could not be {}: {}", what, StoreOpening.firstLine(e));
      return false;
    }
  }

  /** Everything handed in before is written first. */
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    MVStore now = store;
    if (now != null && !now.isClosed()) {
      try {
        now.close();
      } catch (MVStoreException e) {
        log.warn("the store was not closed in order; nothing committed is lost", e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
