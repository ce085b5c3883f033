package org.rpicluster.balancer.vertx.vertxclient;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.StreamResetException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Outcome;

/**
 * One request of Vert.x' client and the lease it has; none if its server was not picked here.
 * Vert.x may report an end and a failure for one request: the first counts. On the request's event
 * loop.
 */
final class ClientExchange {

  private final Optional<Lease> lease;
  private boolean sent;

  ClientExchange(Optional<Lease> lease) {
    this.lease = lease;
  }

  void sent() {
    sent = true;
  }

  void answered() {
    lease.ifPresent(Lease::answered);
  }

  void succeeded() {
    lease.ifPresent(l -> l.complete(Outcome.SUCCESS));
  }

  void failed(Throwable failure) {
    lease.ifPresent(l -> l.complete(outcome(failure)));
  }

  private Outcome outcome(Throwable failure) {
    // A reset stream was given up by the caller or by the server: Vert.x does not say which.
    if (failure instanceof StreamResetException
        || failure instanceof ConnectionPoolTooBusyException) {
      return Outcome.CANCELLED;
    }
    if (failure instanceof TimeoutException) {
      // Before it was sent it waited for a connection, which others may have had all of.
      return sent ? Outcome.TIMED_OUT : Outcome.CANCELLED;
    }
    if (failure instanceof DecoderException) {
      return Outcome.PROTOCOL_ERROR;
    }
    return sent ? Outcome.RESET : Outcome.CONNECT_FAILED;
  }
}
