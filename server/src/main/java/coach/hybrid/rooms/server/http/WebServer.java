package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.ParticipantTokens;
import coach.hybrid.rooms.server.config.ApiConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.ServerConfig;
import coach.hybrid.rooms.server.event.webhook.Webhooks;
import coach.hybrid.rooms.server.metric.ApiMetrics;
import coach.hybrid.rooms.server.orb.OrbFleet;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.transcription.Transcription;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.servlet.DispatcherType;
import javax.servlet.FilterConfig;
import org.eclipse.jetty.ee8.servlet.FilterHolder;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import spark.servlet.SparkApplication;
import spark.servlet.SparkFilter;

/**
 * Jetty with everything on it: headers, sockets, static files, and Spark's routes as a servlet
 * filter. Requests run on virtual threads.
 */
public final class WebServer {
  private static final int MAX_THREADS = 64;
  private static final int MAX_BODY_BYTES = 128 * 1024;
  private static final long STOP_MILLIS = 5_000;

  private final Server server;
  private final ServerConnector connector;

  /**
   * @param sockets puts the WebSocket end points in front of the rest
   */
  public WebServer(
      ServerConfig config,
      ApiKeys keys,
      ParticipantTokens tokens,
      Door door,
      RoomDirectory rooms,
      Webhooks webhooks,
      OrbFleet orbs,
      Transcription transcription,
      Clock clock,
      Vitals vitals,
      Executor workers,
      UnaryOperator<Handler> sockets) {
    Secret metricsKey = config.api().metricsKey();
    ApiKeys metricsKeys = new ApiKeys(metricsKey == null ? List.of() : List.of(metricsKey));
    RestApplication rest =
        new RestApplication(
            keys,
            new RoomApi(rooms, tokens, config.http(), config.auth(), clock),
            new RoomListApi(rooms),
            new SettingsApi(rooms),
            new ReportApi(rooms, clock),
            new TranscriptApi(rooms, door),
            new WebhookApi(webhooks),
            new OrbApi(rooms, orbs, clock),
            new RoomPages(door),
            new LinkApi(keys, door, rooms, clock),
            new Health(rooms, orbs, transcription, vitals, clock),
            new MetricsPage(vitals.metrics(), keys, metricsKeys),
            new Docs());
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(workers);
    server = new Server(threads);
    connector = connector(server, config);
    server.addConnector(connector);
    SizeLimitHandler pages = new SizeLimitHandler(MAX_BODY_BYTES, -1);
    pages.setHandler(new ContextHandlerCollection(assets(), spark(rest).getCoreContextHandler()));
    RateLimits limits = new RateLimits(config.api(), keys, metricsKeys, System::nanoTime);
    server.setHandler(
        new GracefulHandler(
            new SecurityHeaders(
                config.http(),
                watched(
                    config.api(), vitals.metrics().api(), limits, rest, sockets.apply(pages)))));
    server.setErrorHandler(new ProblemErrors());
    server.setStopTimeout(STOP_MILLIS);
  }

  /** What every request passes before its route, the outermost first. */
  private static Handler watched(
      ApiConfig config, ApiMetrics metrics, RateLimits limits, RestApplication rest, Handler next) {
    Handler methods = new MethodHandler(rest::routes, next);
    Handler rates = new RateLimitHandler(limits, config.trustedProxies(), metrics, methods);
    Handler cors = new CorsHandler(config.allowedOrigins(), rates);
    return new AccessLog(rest::routes, metrics, cors);
  }

  private static ServerConnector connector(Server server, ServerConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ReadingConnector(server, new HttpConnectionFactory(http));
    connector.setHost(config.http().host());
    connector.setPort(config.http().port());
    connector.setAcceptQueueSize(1_024);
    return connector;
  }

  /** {@code /assets/**}: what the modules {@code static} and {@code client-teavm} packed. */
  private static ContextHandler assets() {
    ResourceHandler handler = new ResourceHandler();
    handler.setBaseResource(webResources(ResourceFactory.of(handler)));
    handler.setPrecompressedFormats(CompressedContentFormat.GZIP);
    handler.setEtags(true);
    handler.setDirAllowed(false);
    // Always asked again, almost always answered 304: a new version is seen at the next load.
    handler.setCacheControl("no-cache");
    return new ContextHandler(handler, "/assets");
  }

  private static Resource webResources(ResourceFactory factory) {
    List<Resource> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(WebServer.class.getClassLoader().getResources("web"))) {
        URI uri = url.toURI();
        found.add(factory.newResource(uri));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the pages cannot be read from the class path", e);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("the pages are not on the class path");
    }
    return ResourceFactory.combine(found);
  }

  private static ServletContextHandler spark(SparkApplication application) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    SparkFilter filter =
        new SparkFilter() {
          @Override
          protected SparkApplication[] getApplications(FilterConfig filterConfig) {
            return new SparkApplication[] {application};
          }
        };
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    return context;
  }

  /** Returns once the port is open. */
  public void start() throws Exception {
    server.start();
  }

  /** The port that was opened; another than the configured one only if that was 0. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes nothing new, closes sockets with 1001, waits a bounded time for the rest. */
  public void stop() throws Exception {
    server.stop();
  }
}
