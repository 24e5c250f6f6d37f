package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.tools.orb.peer.LinkListener;
import coach.hybrid.rooms.tools.orb.peer.Links;
import coach.hybrid.rooms.tools.orb.relay.Relay;
import coach.hybrid.rooms.tools.orb.talk.Repertoire;
import coach.hybrid.rooms.tools.orb.talk.TurnTaking;
import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.PulledMouth;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The process round an {@link Orb}: its one thread, its socket with reconnects, its timers and its
 * end. Everything that arrives on another thread is brought to the orb's here.
 */
final class OrbProcess
    implements LinkListener, ServiceLine.Listener, Mouth.Listener, Ears.Listener {
  private static final long TICK_MILLIS = 20;
  private static final long SERVICE_PATIENCE_MILLIS = 20_000;
  private static final long MEASURE_MILLIS = 1_000;
  private static final Duration GOODBYE_LIMIT = Duration.ofMillis(800);

  private final Settings settings;
  private final String instanceId = UUID.randomUUID().toString();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("orb").daemon().factory());
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ServiceLine service;
  private final Ears ears;
  private final Links links;
  private final Relay relay;
  private final RelayFace relayFace;
  private final TurnWorkers workers;
  private final Orb orb;
  private final Lifetime lifetime;
  private final Marks marks;
  private final Beeps beeps;
  private final Mouth mouth;
  private boolean leaving;
  private long lastMeasureMillis;
  private volatile int exitCode;

  OrbProcess(Settings settings, Voice voice, Marks marks, Beeps beeps) {
    this.settings = settings;
    this.marks = marks;
    this.beeps = beeps;
    this.service = new ServiceLine(settings, http, this::execute, OrbProcess::now, this);
    PulledMouth pulled = new PulledMouth(marks.hearing(this));
    this.relay =
        Relay.over(
            http,
            service::relay,
            new Relay.Seat(settings.roomId(), Protocol.ORB_ID_PREFIX + settings.sessionId()),
            pulled::pull,
            this::execute,
            new ByRelay());
    this.mouth = marks.ordering(new RelayedMouth(pulled, relay));
    this.ears = new Ears(() -> pulled.level() > 0, marks.listening(this));
    this.links = new Links(settings.face(), pulled, relay::pulled, this::execute, this);
    this.relayFace = new RelayFace(relay, links::shown, pulled::level);
    this.lifetime =
        new Lifetime(
            settings.maxLifetimeMillis(),
            settings.idleTimeoutMillis(),
            SERVICE_PATIENCE_MILLIS,
            now());
    Thinker builtIn = new BuiltInThinker(new Repertoire(settings.personality(), new Random()));
    Thinker thinker =
        settings.aiService() == null
            ? builtIn
            : new LanguageModel(
                settings.aiService(),
                settings.aiServiceKey(),
                settings.aiModel(),
                settings.personality());
    this.workers = new TurnWorkers(thinker, builtIn, marks.speaking(voice), new Results());
    TurnTaking turns = new TurnTaking(settings.talk());
    this.orb =
        new Orb(
            settings,
            links,
            relay,
            turns,
            (observer, circumstances) ->
                new Conversation(turns, mouth, marks.working(workers), observer, circumstances),
            ears,
            service,
            this::leave);
  }

  /** Lives until the end and says how it was: an exit code. */
  int run() throws InterruptedException {
    execute(service::tick);
    workers.rehearse();
    relayFace.start();
    if (beeps.wanted()) {
      beeps.start(thread, mouth);
    }
    var ticking =
        thread.scheduleAtFixedRate(
            guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    var beating =
        thread.scheduleAtFixedRate(
            guarded(this::beat),
            settings.heartbeatMillis(),
            settings.heartbeatMillis(),
            TimeUnit.MILLISECONDS);
    ended.await();
    ticking.cancel(false);
    beating.cancel(false);
    return exitCode;
  }

  /** From outside, on any thread: goes in order, and returns when it is gone or time is up. */
  void stop(String reason, Duration limit) {
    execute(() -> leave(reason, "session_complete"));
    try {
      if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("orb: did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private void execute(Runnable task) {
    try {
      thread.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      if (ended.getCount() > 0) {
        throw e;
      }
      // The orb has ended: whatever still arrives has nobody to reach.
    }
  }

  /** A bug ends the orb, loudly: one that goes on half broken helps nobody. */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        e.printStackTrace();
        exitCode = 1;
        ended.countDown();
      }
    };
  }

  private void tick() {
    long now = now();
    if (leaving) {
      return;
    }
    if (orb.roster().somebodyUnmuted()) {
      lifetime.active(now);
    }
    service.tick();
    if (!beeps.wanted()) {
      orb.conversation().tick(now);
    }
    if (now - lastMeasureMillis >= MEASURE_MILLIS) {
      lastMeasureMillis = now;
      links.measure();
    }
    relay.tick();
    Lifetime.End end = lifetime.over(now);
    if (end != null) {
      leave(end.word(), end.announced());
    }
  }

  private void beat() {
    if (service.isOpen() && !leaving) {
      orb.beat(System.currentTimeMillis());
      links.arrivals().forEach(this::log);
      relay.arrivals().forEach(System.out::println);
    }
  }

  private void log(Links.Arrivals link) {
    System.out.printf(
        Locale.ROOT,
        "orb: from %s: %d frames, %d sounds, energy %.6f%n",
        link.userId(),
        link.frames(),
        link.sounds(),
        ears.energy(link.userId()));
  }

  private void leave(String reason, String announced) {
    if (leaving) {
      return;
    }
    leaving = true;
    System.out.println("orb: leaves: " + reason);
    if (service.isOpen()) {
      orb.sumUp(lifetime.ageMillis(now()), announced, now());
    }
    service.close(GOODBYE_LIMIT);
    relayFace.close();
    relay.close();
    links.close();
    workers.close();
    ended.countDown();
  }

  @Override
  public void opened() {
    lifetime.serviceThere();
    String userId = Protocol.ORB_ID_PREFIX + settings.sessionId();
    orb.join(
        new ClientMessage.Join(
            settings.roomId(),
            userId,
            Orb.name(),
            Role.AI,
            ParticipantType.AI,
            Protocol.VERSION,
            instanceId));
  }

  @Override
  public void received(String text) {
    orb.received(text, now());
  }

  @Override
  public void lost() {
    lifetime.serviceGone(now());
  }

  @Override
  public void refused(int code) {
    leave("refused " + code, "error");
  }

  @Override
  public void answered(String userId, String description, boolean newLink) {
    execute(() -> {
      orb.say(new ClientMessage.Answer(userId, new RawJson(description)));
      relay.answered(userId, newLink);
    });
  }

  @Override
  public void candidate(String userId, String candidate) {
    execute(() -> orb.say(new ClientMessage.IceCandidate(userId, new RawJson(candidate))));
  }

  @Override
  public void connected(String userId, boolean connected) {
    execute(() -> orb.linkConnected(userId, connected, now()));
  }

  @Override
  public void heard(String userId, byte[] pcm) {
    if (!relay.hears(userId)) { // WebRTC goes on playing a line that brings nothing any more.
      listen(userId, pcm);
    }
  }

  private void listen(String userId, byte[] pcm) {
    marks.frame(pcm);
    ears.heard(userId, pcm);
  }

  @Override
  public void measured(String userId, long packets, LinkPath path) {
    execute(() -> relay.measured(userId, packets, path));
  }

  @Override
  public void failed(String userId, Throwable cause) {
    execute(() -> orb.linkFailed(userId, cause));
  }

  @Override
  public void voiceBegan(String userId) {
    long now = now();
    execute(() -> {
      if (orb.roster().hearable(userId) && !orb.conversation().paused()) {
        lifetime.active(now);
        orb.conversation().voiceBegan(userId, now);
      }
    });
  }

  @Override
  public void voiceEnded(String userId) {
    long last = now() - VoiceActivity.HANGOVER_MILLIS;
    execute(() -> orb.conversation().voiceEnded(userId, last));
  }

  @Override
  public void clipBegan(Clip clip) {
    execute(() -> orb.conversation().clipBegan(clip, now()));
  }

  @Override
  public void clipEnded(Clip clip, int playedSamples) {
    execute(() -> orb.conversation().clipEnded(clip, playedSamples, now()));
  }

  /** What comes of the ladder's last rung. */
  private final class ByRelay implements Relay.Outward {
    @Override
    public void say(ClientMessage message) {
      orb.say(message);
    }

    @Override
    public void heard(String userId, byte[] pcm) {
      listen(userId, pcm);
    }

    @Override
    public void reached(String userId) {
      orb.linkConnected(userId, true, now());
    }
  }

  /** Brings what the workers found to the orb's thread. */
  private final class Results implements TurnWorkers.Results {
    @Override
    public void sentence(long turn, String text) {
      execute(() -> orb.conversation().sentence(turn, text));
    }

    @Override
    public void thoughtEnded(long turn) {
      execute(() -> orb.conversation().thoughtEnded(turn, now()));
    }

    @Override
    public void voiced(Clip clip) {
      execute(() -> orb.conversation().voiced(clip));
    }

    @Override
    public void unvoiced(long turn, Exception cause) {
      System.err.println("orb: no voice for a sentence: " + cause.getMessage());
      execute(() -> orb.conversation().unvoiced(turn, now()));
    }

    @Override
    public boolean current(long turn) {
      return orb.conversation().current(turn);
    }
  }
}
