package org.rpicluster.balancer.vertx.local;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;

/**
 * Always says the same, whatever the method. An answer costs a view of the one body, or is the
 * proxy's own; any event loop. Apache's {@code ProxyPass /path !} where no file is served.
 */
public final class FixedResponseHandler implements LocalHandler {

  private final FixedResponse answer;
  private final byte[] body;

  /** With this answer. */
  public FixedResponseHandler(FixedResponse answer) {
    this.answer = answer;
    body = answer.body().orElse("").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(LocalExchange exchange) {
    if (answer.body().isEmpty()) {
      exchange.refuse(answer.status(), sentence(answer.status()));
      return;
    }
    Fields fields = exchange.responseFields();
    exchange.status(answer.status());
    if (body.length > 0) {
      fields.set("Content-Type", answer.type());
      fields.set("X-Content-Type-Options", "nosniff");
    }
    exchange.end(Unpooled.wrappedBuffer(body));
  }

  private static String sentence(int status) {
    return switch (status) {
      case 403 -> "Access to this path is not allowed.";
      case 500 -> "The balancer is set up wrongly for this path.";
      case 503 -> "No server can be had for this path.";
      default -> "Nothing is served at this path.";
    };
  }
}
