package coach.hybrid.rooms.server.orb.gpu;

import coach.hybrid.rooms.server.config.FleetConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbRunner;
import coach.hybrid.rooms.server.orb.OrbUnit;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Orbs at a GPU manager: seed 000's three routes, taken at their word only where it holds. */
public final class GpuManagerRunner implements OrbRunner {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;
  private static final int MAX_HANDLE_CHARS = 128;

  /** Until then an order whose answer was lost may still be carried out. */
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  /** How long a manager is watched that says it is at it. */
  private static final Duration END_LIMIT = Duration.ofSeconds(8);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final FleetConfig config;
  private final ManagerCall manager;
  private final Supplier<String> cpuHost;
  private final Clock clock;

  /**
   * @param cpuHost where orbs find this service
   */
  public GpuManagerRunner(
      FleetConfig config, FleetConfig.Gpu gpu, Supplier<String> cpuHost, Clock clock) {
    this.config = config;
    this.manager = new ManagerCall(gpu);
    this.cpuHost = cpuHost;
    this.clock = clock;
  }

  @Override
  public Launch launch(OrbOrder order, Secret token, OrbOwner owner) {
    ManagerCall.Answer answer = manager.once("POST", "/orbs/spawn", body(order, token));
    if (!answer.succeeded()) {
      String why = answer.failure();
      return new Launch.Failed(
          !answer.reached() || refused(answer), why == null ? "manager-" + answer.status() : why);
    }
    JsonObject said = answer.body();
    String status = text(said, "status");
    boolean promised =
        flag(said, "success")
            && (status == null || status.equals("spawning") || status.equals("active"));
    if (!promised) {
      return new Launch.Failed(false, "manager-said-failed"); // With 200; so it may have begun.
    }
    String name = text(said, "orbId");
    boolean ours = name == null || name.equals(order.unit().orbId());
    return name != null && name.length() > MAX_HANDLE_CHARS
        ? new Launch.Failed(false, "manager-said-nonsense")
        : new Launch.Started(ours ? null : name, 0, null);
  }

  /**
   * Whether it surely did not begin: the order was not to its liking, or, in its own words, it has
   * no place. Anything else of 500 and above may come from a proxy that lost the answer.
   */
  private static boolean refused(ManagerCall.Answer answer) {
    int status = answer.status();
    boolean says = answer.body().has("success") && !flag(answer.body(), "success");
    return status == UNAVAILABLE
        ? says
        : status >= BAD_REQUEST && status < SERVER_ERROR && status != REQUEST_TIMEOUT;
  }

  private JsonObject body(OrbOrder order, Secret token) {
    JsonObject options = new JsonObject();
    options.addProperty("maxLifetime", config.timing().maxLifetime().toMillis());
    options.addProperty("idleTimeout", config.timing().idle().toMillis());
    options.addProperty("testMode", config.testMode());
    JsonObject body = new JsonObject();
    body.addProperty("roomId", order.roomId());
    body.addProperty("sessionId", order.sessionId());
    body.add("options", options);
    body.addProperty("orbId", order.unit().orbId());
    body.addProperty("generation", order.unit().generation());
    body.addProperty("orbToken", token.reveal());
    body.addProperty("personality", order.personality());
    body.addProperty("voiceModel", order.voiceModel());
    body.addProperty("coachId", order.coachId());
    body.addProperty("clientId", order.clientId());
    body.addProperty("cpuHost", cpuHost.get());
    return body;
  }

  @Override
  public Vital probe(OrbUnit unit) {
    ManagerCall.Answer answer = manager.repeatedly("GET", path(unit, "/heartbeat"));
    if (answer.status() == NOT_FOUND || answer.status() == GONE) {
      return new Vital.Gone("unknown-to-manager");
    }
    if (!answer.succeeded()) {
      return new Vital.Unknown();
    }
    String status = text(answer.body(), "status");
    if (status != null) {
      switch (status) {
        case "failed", "terminated", "exited", "stopped", "dead" -> {
          return new Vital.Gone("manager-says-" + status);
        }
        case "unresponsive", "unhealthy" -> {
          return new Vital.Unknown();
        }
        default -> {
          // It lives, in some way of the manager's.
        }
      }
    }
    if (answer.body().has("success") && !flag(answer.body(), "success")) {
      return new Vital.Unknown();
    }
    return new Vital.Alive(cost(answer.body()));
  }

  /** As seed 003 has it in {@code metrics}, or bare. */
  private static @Nullable OrbCost cost(JsonObject body) {
    JsonElement metrics = body.get("metrics");
    JsonObject from = metrics != null && metrics.isJsonObject() ? metrics.getAsJsonObject() : body;
    Integer cpu = number(from, "cpu");
    Integer memory = number(from, "memory");
    return cpu == null || memory == null ? null : new OrbCost(cpu, memory);
  }

  @Override
  public boolean terminate(OrbUnit unit, boolean force) {
    ManagerCall.Answer answer = manager.repeatedly("DELETE", path(unit, "/terminate"));
    if (answer.status() == NOT_FOUND || answer.status() == GONE) {
      return unit.confirmed() || clock.instant().isAfter(unit.launchedAt().plus(SETTLED_AFTER));
    }
    boolean done =
        answer.succeeded() && (!answer.body().has("success") || flag(answer.body(), "success"));
    return done && !(isEnding(answer) && !endsInTime(unit));
  }

  /** It has been told to; until it is gone it keeps its place. */
  private static boolean isEnding(ManagerCall.Answer answer) {
    String status = text(answer.body(), "status");
    return "terminating".equals(status) || "stopping".equals(status);
  }

  private boolean endsInTime(OrbUnit unit) {
    long limit = System.nanoTime() + END_LIMIT.toNanos();
    try {
      while (System.nanoTime() < limit) {
        if (probe(unit) instanceof Vital.Gone) {
          return true;
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false; // It is asked for again.
  }

  @Override
  public void tell(OrbUnit unit, String message) {
    // It hears the same over its socket.
  }

  private static String path(OrbUnit unit, String action) {
    return "/orbs/" + URLEncoder.encode(unit.name(), StandardCharsets.UTF_8) + action;
  }

  private static @Nullable String text(JsonObject from, String name) {
    JsonElement value = from.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  private static boolean flag(JsonObject from, String name) {
    JsonElement value = from.get(name);
    return value != null
        && value.isJsonPrimitive()
        && value.getAsJsonPrimitive().isBoolean()
        && value.getAsBoolean();
  }

  private static @Nullable Integer number(JsonObject from, String name) {
    JsonElement value = from.get(name);
    return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
        ? Integer.valueOf((int) value.getAsDouble())
        : null;
  }

  @Override
  public void close() {
    manager.close();
  }
}
