package org.rpicluster.balancer.vertx.local;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;

/**
 * Always says the same, whatever the method. An answer costs a view of the one body; any event
 * loop.
 */
public final class FixedResponseHandler implements LocalHandler {

  private final FixedResponse answer;
  private final byte[] body;

  /** With this answer. */
  public FixedResponseHandler(FixedResponse answer) {
    this.answer = answer;
    body = answer.body().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(LocalExchange exchange) {
    Fields fields = exchange.responseFields();
    exchange.status(answer.status());
    if (body.length > 0) {
      fields.set("Content-Type", answer.type());
      fields.set("X-Content-Type-Options", "nosniff");
    }
    exchange.end(Unpooled.wrappedBuffer(body));
  }
}
