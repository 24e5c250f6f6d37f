package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.WebhookConfig;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts over HTTP with Jetty's client: to public addresses only, bounded in time, size and
 * connections; follows nothing, remembers nothing.
 */
final class JettySender implements Sender {
  private static final Logger log = LoggerFactory.getLogger(JettySender.class);
  private static final Duration MAX_CONNECT = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 16;
  private static final int MAX_QUEUED = 1_024;
  private static final int MAX_THREADS = 16;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int MAX_ERROR_CHARS = 200;

  /** Shorter than the usual keep-alive of receivers, so that they do not hang up in between. */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final HttpClient client = new HttpClient();
  private final Duration timeout;
  private final Clock clock;

  JettySender(WebhookConfig config, Executor workers, Clock clock, String version) {
    this.timeout = config.timeout();
    this.clock = clock;
    Duration connect = timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT;
    client.setName("webhooks");
    client.setConnectTimeout(connect.toMillis());
    client.setAddressResolutionTimeout(connect.toMillis());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MAX_QUEUED);
    client.setIdleTimeout(IDLE.toMillis());
    client.setExecutor(new QueuedThreadPool(MAX_THREADS, 1));
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "hybrid-rooms/" + version));
    Scheduler scheduler = new ScheduledExecutorScheduler("webhook-timeouts", true);
    client.setScheduler(scheduler);
    client.setSocketAddressResolver(
        new GuardedResolver(
            new SocketAddressResolver.Async(workers, scheduler, connect.toMillis()),
            new AddressGuard(config.allowedHosts())));
    start();
  }

  private void start() {
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not start", e);
    }
    // Nobody but us decides what an answer means: no redirects, no asking for credentials.
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
  }

  @Override
  public CompletableFuture<Answer> send(Envelope envelope) {
    CompletableFuture<Answer> answered = new CompletableFuture<>();
    long began = System.nanoTime();
    try {
      Request request =
          client
              .newRequest(envelope.url())
              .method(HttpMethod.POST)
              .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .headers(headers -> envelope.headers().forEach(headers::put))
              .body(
                  new BytesRequestContent(
                      "application/json", envelope.body().getBytes(StandardCharsets.UTF_8)))
              .onResponseContent(new AnswerLimit());
      request.send(result -> answered.complete(answer(result, since(began))));
    } catch (RuntimeException e) {
      answered.complete(Answer.failed(describe(e), since(began)));
    }
    return answered;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Answer answer(Result result, Duration took) {
    Throwable failure = result.getFailure();
    Response response = result.getResponse();
    if (failure != null && !(failure instanceof AnswerTooLongException)) {
      return Answer.failed(describe(failure), took);
    }
    int status = response.getStatus();
    boolean mayAsk = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    String asked = mayAsk ? response.getHeaders().get(HttpHeader.RETRY_AFTER) : null;
    return new Answer(status, null, took, RetryAfter.parse(asked, clock.instant()));
  }

  /** For the people behind the main app: what went wrong, without our insides. */
  private static String describe(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String words = words(cause);
      if (words != null) {
        return words;
      }
    }
    String message = failure.getMessage();
    String text = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return text.substring(0, Math.min(text.length(), MAX_ERROR_CHARS));
  }

  private static @Nullable String words(Throwable failure) {
    return switch (failure) {
      case GuardedResolver.AddressRefusedException refused -> refused.getMessage();
      case UnknownHostException _ -> "the host name is not known";
      case UnresolvedAddressException _ -> "the host name is not known";
      case SocketTimeoutException _ -> "no connection in time";
      case ConnectException _ -> "the connection was refused";
      case EOFException _ -> "the receiver closed the connection";
      case ClosedChannelException _ -> "the receiver closed the connection";
      case SSLException ssl -> "TLS failed: " + ssl.getMessage();
      case TimeoutException _ -> "no answer in time";
      default -> null;
    };
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      log.warn("the HTTP client was not stopped in order", e);
    }
  }

  /** Reads the answer and throws it away; what is too long is cut off. */
  private static final class AnswerLimit implements Response.ContentListener {
    private int read;

    @Override
    public void onContent(Response response, ByteBuffer content) {
      read += content.remaining();
      content.position(content.limit());
      if (read > MAX_ANSWER_BYTES) {
        var _ = response.abort(new AnswerTooLongException());
      }
    }
  }

  private static final class AnswerTooLongException extends RuntimeException {
    AnswerTooLongException() {
      super("the answer is too long", null, false, false);
    }
  }
}
