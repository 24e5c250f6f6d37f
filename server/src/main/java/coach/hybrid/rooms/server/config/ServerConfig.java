package coach.hybrid.rooms.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All settings; the README has the table of variables. Seeds' names where the seeds have one. */
public record ServerConfig(
    HttpConfig http,
    @Nullable TlsConfig tls,
    AuthConfig auth,
    ApiConfig api,
    SocketConfig socket,
    RoomConfig room,
    StoreConfig store,
    WebhookConfig webhook,
    TurnConfig turn,
    OrbConfig orb,
    FleetConfig fleet,
    TranscriptionConfig transcription,
    SummaryConfig summary) {

  private static final int MIN_SECRET_CHARS = 16;
  private static final int MIN_KEY_CHARS = 8;

  public static ServerConfig from(Map<String, String> variables) throws ConfigException {
    Environment env = new Environment(variables);
    RoomConfig room = room(env);
    StoreConfig store = store(env);
    ServerConfig config =
        new ServerConfig(
            http(env),
            tls(env),
            auth(env),
            api(env),
            socket(env),
            room,
            store,
            webhook(env, room.retention()),
            new TurnSettings(env).read(),
            orb(env),
            new FleetSettings(env).read(),
            new SpeechSettings(env, store.directory()).read(),
            new SummarySettings(env).read());
    env.choice("LOG_FORMAT", Set.of("json", "text")); // Read by logback.xml.
    if (!env.problems().isEmpty()) {
      throw new ConfigException(env.problems());
    }
    return config;
  }

  private static HttpConfig http(Environment env) {
    int port = env.integer("PORT", 3001, 0, 65_535);
    String scheme = env.optional("TLS_CERT_FILE") == null ? "http" : "https";
    return new HttpConfig(
        env.text("HOST", "0.0.0.0"),
        port,
        env.origin("PUBLIC_URL", scheme + "://localhost:" + port));
  }

  private static AuthConfig auth(Environment env) {
    List<Secret> keys = env.list("ROOM_SERVICE_API_KEY", "").stream().map(Secret::new).toList();
    if (keys.isEmpty()) {
      env.problem("ROOM_SERVICE_API_KEY is missing");
    } else if (keys.stream().anyMatch(key -> key.reveal().length() < MIN_KEY_CHARS)) {
      env.problem("ROOM_SERVICE_API_KEY must have at least " + MIN_KEY_CHARS + " characters a key");
    }
    return new AuthConfig(
        env.requiredSecret("JWT_SIGNING_SECRET", MIN_SECRET_CHARS),
        keys,
        env.duration("LINK_MARGIN", Duration.ofHours(1), Duration.ZERO),
        env.duration("UNSCHEDULED_LINK_LIFE", Duration.ofHours(24), Duration.ofMinutes(1)));
  }

  private static ApiConfig api(Environment env) {
    int perMinute = env.integer("API_RATE_PER_MINUTE", 1_200, 1, 1_000_000);
    Secret metricsKey = env.secret("METRICS_KEY");
    if (metricsKey != null && metricsKey.reveal().length() < MIN_KEY_CHARS) {
      env.problem("METRICS_KEY must have at least " + MIN_KEY_CHARS + " characters");
    }
    return new ApiConfig(
        perMinute,
        env.integer("API_RATE_BURST", perMinute, 1, 1_000_000),
        env.integer("ADDRESS_RATE_PER_MINUTE", 600, 20, 1_000_000),
        env.ranges("TRUSTED_PROXIES", "127.0.0.1,::1"),
        env.origins("MAIN_APP_ORIGIN"),
        metricsKey);
  }

  private static SocketConfig socket(Environment env) {
    Duration ping = env.duration("SOCKET_PING_INTERVAL", Duration.ofSeconds(5), millis(100));
    Duration silence = env.duration("SOCKET_SILENCE_LIMIT", Duration.ofSeconds(15), millis(200));
    if (silence.compareTo(ping.multipliedBy(2)) < 0) {
      env.problem("SOCKET_SILENCE_LIMIT must be at least twice SOCKET_PING_INTERVAL");
    }
    return new SocketConfig(
        ping,
        silence,
        env.integer("SOCKET_MESSAGE_BURST", 400, 10, 100_000),
        env.integer("SOCKET_MESSAGES_PER_SECOND", 100, 1, 100_000),
        env.duration("EVENTS_HEARTBEAT", Duration.ofSeconds(30), millis(100)),
        env.flag("WS_ECHO", false));
  }

  private static RoomConfig room(Environment env) {
    return new RoomConfig(
        env.duration("JOIN_TIMEOUT", Duration.ofSeconds(5), millis(100)),
        env.duration("SEAT_GRACE", Duration.ofSeconds(30), Duration.ZERO),
        env.duration("ROOM_EMPTY_TIMEOUT", Duration.ofMinutes(15), Duration.ofSeconds(1)),
        env.duration("ROOM_RETENTION", Duration.ofDays(3), Duration.ofSeconds(1)),
        env.integer("MAX_ROOMS", 0, 0, 1_000_000),
        env.optional("EARLY_ENTRY") == null
            ? null
            : env.duration("EARLY_ENTRY", Duration.ZERO, Duration.ZERO));
  }

  private static StoreConfig store(Environment env) {
    return new StoreConfig(env.path("DATA_DIR", "data"));
  }

  /** A delivery is no longer tried than its room is kept. */
  private static WebhookConfig webhook(Environment env, Duration retention) {
    List<AllowedHosts.Rule> allowed = new ArrayList<>();
    for (String text : env.list("WEBHOOK_ALLOWED_HOSTS", "")) {
      AllowedHosts.Rule rule = AllowedHosts.parse(text);
      if (rule == null) {
        env.problem(
            "WEBHOOK_ALLOWED_HOSTS must be hosts, host:port, networks as 10.0.0.0/8, or *,"
                + " separated by commas");
      } else {
        allowed.add(rule);
      }
    }
    Duration days = Duration.ofDays(3);
    Duration giveUp =
        env.duration(
            "WEBHOOK_GIVE_UP",
            retention.compareTo(days) < 0 ? retention : days,
            Duration.ofSeconds(1));
    if (giveUp.compareTo(retention) > 0) {
      env.problem("WEBHOOK_GIVE_UP must not be longer than ROOM_RETENTION");
    }
    return new WebhookConfig(
        new AllowedHosts(allowed),
        giveUp,
        env.duration("WEBHOOK_TIMEOUT", Duration.ofSeconds(15), millis(100)));
  }

  /** Null if a proxy sees to it, or nobody. */
  private static @Nullable TlsConfig tls(Environment env) {
    boolean certificate = env.optional("TLS_CERT_FILE") != null;
    if (certificate != (env.optional("TLS_KEY_FILE") != null)) {
      env.problem("TLS_CERT_FILE and TLS_KEY_FILE are needed both, or neither");
    }
    Duration interval = env.duration("TLS_RELOAD_INTERVAL", Duration.ofMinutes(1), millis(100));
    int localPort = env.integer("LOCAL_PORT", 0, 0, 65_535);
    return certificate
        ? new TlsConfig(
            env.path("TLS_CERT_FILE", ""), env.path("TLS_KEY_FILE", ""), interval, localPort)
        : null;
  }

  private static OrbConfig orb(Environment env) {
    return new OrbConfig(
        env.flag("ORB_LEGACY_JOIN", false), env.addresses("ORB_LEGACY_ADDRESSES", "127.0.0.1,::1"));
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }
}
