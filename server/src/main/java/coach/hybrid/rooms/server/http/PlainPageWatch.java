package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.config.AddressRange;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a proxy that lets people open a room without TLS, where browsers give them neither camera
 * nor microphone, and tells the operator once.
 */
final class PlainPageWatch extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(PlainPageWatch.class);

  private final List<AddressRange> trustedProxies;
  private final AtomicBoolean said = new AtomicBoolean();

  PlainPageWatch(List<AddressRange> trustedProxies, Handler next) {
    super(next);
    this.trustedProxies = trustedProxies;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!said.get()
        && Request.getPathInContext(request).startsWith("/room/")
        && ClientAddress.cameInPlain(request, trustedProxies)
        && said.compareAndSet(false, true)) {
      log.warn(
          "a proxy lets people open rooms over plain http, where browsers give no camera and no"
              + " microphone: redirect http to https there (docs/DEPLOY.md)");
    }
    return super.handle(request, response, callback);
  }
}
