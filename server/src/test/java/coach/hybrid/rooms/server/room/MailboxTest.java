package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final int THREADS = 8;
  private static final int EACH = 20_000;

  private record Command(int thread, int number) {}

  @Test
  void everyCommandIsHandledOnceAloneAndInItsSendersOrder() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger collisions = new AtomicInteger();
    // Plain on purpose: only the mailbox makes it safe.
    int[] next = new int[THREADS];
    int[] disorder = new int[1];
    Mailbox<Command> mailbox =
        new Mailbox<>(command -> {
          if (inside.incrementAndGet() != 1) {
            collisions.incrementAndGet();
          }
          if (next[command.thread()]++ != command.number()) {
            disorder[0]++;
          }
          inside.decrementAndGet();
        });
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> posting = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int id = thread;
        posting.add(
            threads.submit(() -> {
              start.await();
              for (int number = 0; number < EACH; number++) {
                mailbox.post(new Command(id, number));
              }
              return null;
            }));
      }
      start.countDown();
      for (Future<?> one : posting) {
        one.get();
      }
    }
    assertEquals(0, collisions.get());
    assertEquals(0, disorder[0]);
    for (int count : next) {
      assertEquals(EACH, count);
    }
  }

  @Test
  void aHandlerMayPostAndIsNotEnteredAgainMeanwhile() {
    List<String> order = new ArrayList<>();
    List<Mailbox<String>> self = new ArrayList<>();
    Mailbox<String> mailbox =
        new Mailbox<>(word -> {
          order.add("begin " + word);
          if (word.equals("a")) {
            self.getFirst().post("b");
          }
          order.add("end " + word);
        });
    self.add(mailbox);
    mailbox.post("a");
    assertEquals(List.of("begin a", "end a", "begin b", "end b"), order);
  }
}
