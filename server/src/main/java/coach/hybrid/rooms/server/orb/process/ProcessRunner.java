package coach.hybrid.rooms.server.orb.process;

import coach.hybrid.rooms.server.config.FleetConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbRunner;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orbs as processes of this service, each under a host that ends them all when this service is gone
 * (seed 000, Direct Process Spawning).
 */
public final class ProcessRunner implements OrbRunner {
  private static final Logger log = LoggerFactory.getLogger(ProcessRunner.class);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration SWEEP_LIMIT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;
  private static final String BYE = "{\"type\":\"shutdown_graceful\",\"reason\":\"room_cleanup\"}";

  private final FleetConfig config;
  private final Map<String, String> environment;
  private final Supplier<String> cpuHost;
  private final Executor workers;
  private final ConcurrentMap<String, OrbProcess> running = new ConcurrentHashMap<>();
  private final Object starting = new Object();

  // Guarded by starting.
  private boolean closed;

  /**
   * @param environment of this service, of which an orb gets what it may
   * @param cpuHost where orbs find this service
   */
  public ProcessRunner(
      FleetConfig config,
      Map<String, String> environment,
      Supplier<String> cpuHost,
      Executor workers) {
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.cpuHost = cpuHost;
    this.workers = workers;
  }

  @Override
  public Launch launch(OrbOrder order, Secret token, OrbOwner owner) {
    FleetConfig.Program program = config.program();
    if (!Files.isDirectory(program.directory())) {
      return new Launch.Failed(true, "no-orb-program");
    }
    if (program.host().stream()
        .anyMatch(word -> word.startsWith("/") && !Files.exists(Path.of(word)))) {
      return new Launch.Failed(true, "no-orb-host");
    }
    ProcessBuilder builder = new ProcessBuilder(command(order));
    builder.directory(program.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(environmentOf(order, token));
    return start(builder, order.unit(), owner);
  }

  private Launch start(ProcessBuilder builder, OrbUnit unit, OrbOwner owner) {
    OrbProcess process;
    synchronized (starting) { // Whoever closes must not miss one that is just being started.
      if (closed) {
        return new Launch.Failed(true, "stopping");
      }
      try {
        process = new OrbProcess(unit, builder.start(), owner);
      } catch (IOException e) {
        log.warn("no orb process: {}", e.getMessage());
        return new Launch.Failed(true, "not-started");
      }
      running.put(unit.orbId(), process);
    }
    process.start(workers, () -> running.remove(unit.orbId(), process));
    ProcessHandle host = process.handle();
    return new Launch.Started(null, host.pid(), host.info().startInstant().orElse(null));
  }

  private List<String> command(OrbOrder order) {
    FleetConfig.Program program = config.program();
    List<String> command = new ArrayList<>(program.host());
    command.add("--");
    command.addAll(program.command());
    command.add("--room=" + order.roomId());
    command.add("--session=" + order.sessionId());
    command.add("--coach=" + order.coachId());
    command.add("--client=" + order.clientId());
    command.add("--cpu-host=" + cpuHost.get());
    command.add("--max-lifetime=" + config.timing().maxLifetime().toMillis());
    command.add("--idle-timeout=" + config.timing().idle().toMillis());
    if (config.testMode()) {
      command.add("--test-mode");
    }
    return command;
  }

  /** An allow-list, although seed 000 hands down everything. */
  private Map<String, String> environmentOf(OrbOrder order, Secret token) {
    Map<String, String> variables = new HashMap<>();
    for (String name : config.program().inherited()) {
      String value = environment.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    String host = cpuHost.get();
    variables.put("PWD", config.program().directory().toString());
    variables.put("NODE_ENV", environment.getOrDefault("NODE_ENV", "production"));
    variables.put("ROOM_ID", order.roomId());
    variables.put("SESSION_ID", order.sessionId());
    variables.put("CPU_SERVER_HOST", host);
    variables.put("CPU_SERVER_URL", "http://" + host);
    variables.put("CPU_WEBSOCKET_URL", "ws://" + host);
    variables.put("ORB_ID", order.unit().orbId());
    variables.put("ORB_GENERATION", Integer.toString(order.unit().generation()));
    variables.put("ORB_TOKEN", token.reveal());
    variables.put("ORB_PERSONALITY", order.personality());
    variables.put("ORB_VOICE_MODEL", order.voiceModel());
    variables.put("ORB_TEST_MODE", Boolean.toString(config.testMode()));
    return variables;
  }

  @Override
  public Vital probe(OrbUnit unit) {
    OrbProcess process = running.get(unit.orbId());
    return process == null || !process.isAlive()
        ? new Vital.Gone("no-process")
        : new Vital.Alive(process.cost());
  }

  @Override
  public boolean terminate(OrbUnit unit, boolean force) {
    OrbProcess process = running.get(unit.orbId());
    if (process != null) {
      process.terminate(force);
      return false; // Its end is told when it has come.
    }
    return sweep(unit);
  }

  /** One that an earlier run of this service left behind; its host ends it, unless that is dead. */
  private static boolean sweep(OrbUnit unit) {
    ProcessTree tree = new ProcessTree(unit.orbId());
    Instant started = unit.processStart();
    Set<ProcessHandle> known = new HashSet<>();
    if (unit.processId() > 0 && started != null) {
      ProcessHandle.of(unit.processId())
          .filter(process -> process.info().startInstant().filter(started::equals).isPresent())
          .ifPresent(known::add);
    }
    long limit = System.nanoTime() + SWEEP_LIMIT.toNanos();
    Set<ProcessHandle> left = tree.living(known);
    if (!left.isEmpty()) {
      log.warn("orb {} was left behind with {} processes; swept", unit.orbId(), left.size());
    }
    while (!left.isEmpty() && System.nanoTime() < limit) {
      left.forEach(ProcessHandle::destroyForcibly);
      rest();
      left = tree.living(known);
    }
    return left.isEmpty();
  }

  private static void rest() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void tell(OrbUnit unit, String message) {
    OrbProcess process = running.get(unit.orbId());
    if (process != null) {
      process.tell(message);
    }
  }

  /** Asked at once, told after two seconds, made to after ten (seed 000, Service shutdown). */
  @Override
  public void close() {
    synchronized (starting) {
      closed = true;
    }
    long began = System.nanoTime();
    running.values().forEach(process -> process.tell(BYE));
    awaitEnds(began + ASK_LIMIT.toNanos());
    running.values().forEach(process -> process.terminate(false));
    awaitEnds(began + STOP_LIMIT.toNanos());
    running.values().forEach(process -> process.terminate(true));
    awaitEnds(System.nanoTime() + SWEEP_LIMIT.toNanos());
  }

  private void awaitEnds(long limitNanos) {
    while (!running.isEmpty() && System.nanoTime() - limitNanos < 0) {
      rest();
    }
  }
}
