package org.rpicluster.balancer.benchmarks.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.AnswerTaken;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.HalfClosedInput;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * The seam to clients, and what stands before it: a listener of the library whose requests are
 * answered at once, with what the canned origin says. For one connection at a time.
 */
final class ClientsSide implements InboundHandler, AnswerTaken {

  private static final int CONNECTIONS = 16;

  private final ByteBuf body;
  private final String length;

  ClientsSide(int bodyBytes) {
    body = Unpooled.unreleasableBuffer(Unpooled.directBuffer(bodyBytes).writeZero(bodyBytes));
    length = Integer.toString(bodyBytes);
  }

  /** Listens, and answers with the port. */
  Future<Integer> listen(Vertx vertx) {
    ConnectionLimiter limiter =
        new ConnectionLimiter(
            ConnectionRules.of(
                CONNECTIONS,
                ClientLimits.DEFAULT.headerCount(),
                ClientTimeouts.DEFAULT,
                TrustedProxies.NONE),
            MemoryAccount.unbounded(),
            Ticker.system(),
            new RejectedConnections((nanos, task) -> () -> {}, (line, thrown) -> {}));
    return new Acceptor(vertx, limiter, ClientLimits.DEFAULT, HalfClosedInput.SILENCE, this)
        .listen(
            ListenerSettings.plain(new ListenAddress("127.0.0.1", 0)),
            new ListenerName(ListenerName.NONE),
            Optional.empty());
  }

  @Override
  public void handle(InboundExchange inbound) {
    inbound.status(200);
    Fields fields = inbound.responseFields();
    fields.set("Server", "nginx/1.22.1");
    fields.set("Date", "Sun, 22 Nov 2026 12:00:00 GMT");
    fields.set("Content-Type", "application/octet-stream");
    fields.set("Content-Length", length);
    fields.set("Last-Modified", "Sun, 22 Nov 2026 11:00:00 GMT");
    fields.set("ETag", "\"6921a2c0-400\"");
    fields.set("Accept-Ranges", "bytes");
    inbound.end(body.readerIndex(0), this);
  }

  @Override
  public void misdirected(InboundExchange inbound) {
    throw new IllegalStateException("there is no TLS");
  }

  @Override
  public void waits() {
    // The buffer is there for ever.
  }

  @Override
  public void taken(@Nullable Throwable failure) {
    // The client notices.
  }
}
