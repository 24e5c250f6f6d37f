package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One room: a coach and a client who talk in turns and leave pauses, in which the orb may speak.
 * Built on the main thread; turns are taken on the people's.
 */
final class SoakRoom {
  private static final List<String> ALL =
      List.of("coach-orb", "coach-human", "client-orb", "client-human");

  /** Who talks, how long, and the pause after it: the second invites the orb. */
  private record Burst(boolean coach, int talkMillis, int pauseMillis) {}

  private static final List<Burst> TALK =
      List.of(new Burst(true, 6_000, 1_200), new Burst(false, 6_000, 5_500));
  static final int CYCLE_MILLIS = 18_700;
  private static final long STATS_SECONDS = 10;

  private final String roomId;
  private final String coachId;
  private final ScheduledExecutorService thread;
  private final MainApp mainApp;
  private final Human coach;
  private final Human client;

  /** Only touched by the thread that asks. */
  private final Map<String, LinkFigures> told = new TreeMap<>();

  private volatile boolean talking = true;

  SoakRoom(
      MainApp mainApp,
      URI origin,
      HttpClient http,
      HumansEngine engine,
      ScheduledExecutorService thread,
      Duration atMost,
      Consumer<String> faults)
      throws IOException, InterruptedException {
    Order order = Order.of("Ada", "Cleo").withAssistant().lasting(atMost);
    RoomLinks links = mainApp.createRoom(order);
    this.mainApp = mainApp;
    this.thread = thread;
    this.roomId = order.roomId();
    this.coachId = order.coach().userId();
    this.coach = seat(engine, http, socket(origin, links.coach()), coachId, Role.COACH, faults);
    this.client =
        seat(
            engine,
            http,
            socket(origin, links.client()),
            order.client().userId(),
            Role.CLIENT,
            faults);
  }

  /** Made on the people's thread, so that nothing can happen to somebody half made. */
  private Human seat(
      HumansEngine engine,
      HttpClient http,
      URI socket,
      String userId,
      Role role,
      Consumer<String> faults) {
    return CompletableFuture.supplyAsync(
            () -> new Human(engine, http, thread, socket, roomId, userId, role, faults), thread)
        .join();
  }

  /** A page takes the token out of its link. */
  private URI socket(URI origin, URI link) {
    String query = String.valueOf(link.getRawQuery());
    return URI.create(
        origin.toString().replaceFirst("^http", "ws") + "/ws-simple/" + roomId + "?" + query);
  }

  String roomId() {
    return roomId;
  }

  /** Rooms begin one after the other, so that they do not all fall silent at once. */
  void talkAfter(long millis) {
    later(millis, () -> burst(0));
  }

  private void later(long millis, Runnable task) {
    var _ = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private void burst(int number) {
    if (!talking) {
      return;
    }
    Burst burst = TALK.get(number % TALK.size());
    Human who = burst.coach() ? coach : client;
    who.talk(true);
    later(burst.talkMillis(), () -> who.talk(false));
    later(burst.talkMillis() + burst.pauseMillis(), () -> burst(number + 1));
  }

  /**
   * Of the four ends of links that people hold. A link that is not there or does not answer says
   * what it said before: nothing came.
   */
  Map<String, LinkFigures> figures() throws InterruptedException {
    Map<String, CompletableFuture<LinkFigures>> asked =
        CompletableFuture.supplyAsync(this::ask, thread).join();
    for (String end : ALL) {
      LinkFigures before = told.getOrDefault(end, LinkFigures.NOTHING);
      CompletableFuture<LinkFigures> figures =
          asked.getOrDefault(end, CompletableFuture.completedFuture(before));
      try {
        told.put(end, figures.get(STATS_SECONDS, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        told.put(end, before);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a connection does not tell its figures", e);
      }
    }
    return Map.copyOf(told);
  }

  private Map<String, CompletableFuture<LinkFigures>> ask() {
    Map<String, CompletableFuture<LinkFigures>> asked = new TreeMap<>();
    coach.figures().forEach((to, figures) -> asked.put("coach-" + to, figures));
    client.figures().forEach((to, figures) -> asked.put("client-" + to, figures));
    return asked;
  }

  /** Whether sound comes over each link, and a picture from the orb. */
  boolean up() throws InterruptedException {
    return figures().entrySet().stream()
        .allMatch(end ->
            end.getValue().packets() > 0
                && (!end.getKey().endsWith(Human.ORB) || end.getValue().frames() > 0));
  }

  int orbTurns() {
    return coach.orbTurns();
  }

  int captions() {
    return coach.captions();
  }

  /** As the main app ends it; the orb has to go. */
  void end() throws IOException, InterruptedException {
    talking = false;
    CompletableFuture.runAsync(
            () -> {
              coach.expectTheEnd();
              client.expectTheEnd();
            },
            thread)
        .join();
    mainApp.endRoom(roomId, coachId);
  }

  /** The people go; on the people's thread. */
  void close() {
    coach.close();
    client.close();
  }
}
