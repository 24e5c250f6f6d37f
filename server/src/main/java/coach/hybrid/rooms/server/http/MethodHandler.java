package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers OPTIONS for every known address, and methods that an address does not take. */
final class MethodHandler extends Handler.Wrapper {
  private final Supplier<RouteTable> routes;

  MethodHandler(Supplier<RouteTable> routes, Handler next) {
    super(next);
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    RouteTable.Entry route = routes.get().find(Request.getPathInContext(request));
    if (route == null || route.methods().contains(request.getMethod())) {
      return super.handle(request, response, callback);
    }
    Set<String> allowed = new TreeSet<>(route.methods());
    allowed.add("OPTIONS");
    response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
    if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    Problem problem =
        Problem.of(
            405,
            "method-not-allowed",
            "Not with this method",
            "This address takes " + String.join(", ", allowed) + ".");
    return Problems.write(response, callback, problem);
  }
}
