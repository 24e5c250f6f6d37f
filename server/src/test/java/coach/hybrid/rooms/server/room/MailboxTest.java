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
        new Mailbox<>(
            command -> {
              if (inside.incrementAndGet() != 1) {
                collisions.incrementAndGet();
              }
              if (next[command.thread()]++ != command.number()) {
                disorder[0]++;
              }
              inside.decrementAndGet();
            },
            command -> command.number() % 3 == 0,
            Runnable::run);
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> posting = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int id = thread;
        posting.add(
            threads.submit(() -> {
              start.await();
              for (int number = 0; number < EACH; number++) {
                Command command = new Command(id, number);
                if (id % 2 == 0) {
                  mailbox.post(command);
                } else {
                  mailbox.postInPassing(command);
                }
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
        new Mailbox<>(
            word -> {
              order.add("begin " + word);
              if (word.equals("a")) {
                self.getFirst().post("b");
              }
              order.add("end " + word);
            },
            _ -> true,
            Runnable::run);
    self.add(mailbox);
    mailbox.post("a");
    assertEquals(List.of("begin a", "end a", "begin b", "end b"), order);
  }

  @Test
  void whoPostsInPassingLeavesWhatMayWaitToAWorker() {
    List<String> order = new ArrayList<>();
    List<Runnable> workers = new ArrayList<>();
    List<Mailbox<String>> self = new ArrayList<>();
    Mailbox<String> mailbox =
        new Mailbox<>(
            word -> {
              order.add(word);
              if (word.equals("candidate")) {
                self.getFirst().post("join"); // By another socket in this moment.
                self.getFirst().post("another candidate");
              }
            },
            "join"::equals,
            workers::add);
    self.add(mailbox);
    mailbox.postInPassing("candidate");
    assertEquals(List.of("candidate"), order);
    mailbox.postInPassing("a third");
    workers.getFirst().run();
    assertEquals(List.of("candidate", "join", "another candidate", "a third"), order);
    assertEquals(1, workers.size());
  }
}
