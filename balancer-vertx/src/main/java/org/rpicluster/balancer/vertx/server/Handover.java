package org.rpicluster.balancer.vertx.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.vertx.access.AccessLog;

/**
 * Hands requests to what is live now. After a change, requests in flight end where they began; what
 * served them is closed when the last of them has. One volatile read for each request.
 */
final class Handover implements Handler<HttpServerRequest> {

  private final Queue<Live> retired = new ConcurrentLinkedQueue<>();
  private volatile Live live;

  Handover(Live live) {
    this.live = live;
  }

  /** On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    live.proxy().handle(inboundRequest);
  }

  Live live() {
    return live;
  }

  /** From now on requests go to {@code next}. For one thread at a time. */
  void to(Live next) {
    Live last = live;
    live = next;
    retired.add(last);
    // A request that has read the old reference is on its way into the old proxy, where it is
    // counted before it waits for anything; the loops' next turn is after that.
    last.proxy().idle().onComplete(any -> close(last));
  }

  private void close(Live last) {
    if (retired.remove(last)) {
      last.proxy().close();
      last.accessLog().ifPresent(AccessLog::close);
    }
  }

  /** Requests in flight, on what is live and what is retired. */
  int inFlight() {
    return all().stream().mapToInt(each -> each.proxy().inFlight()).sum();
  }

  /** Resolves as soon as nothing is in flight. */
  Future<Void> idle() {
    return Future.join(all().stream().map(each -> each.proxy().idle()).toList()).mapEmpty();
  }

  /** Closes all connections to members. */
  Future<Void> close() {
    return Future.join(all().stream().map(each -> each.proxy().close()).toList())
        .<Void>mapEmpty()
        .onComplete(any -> all().forEach(each -> each.accessLog().ifPresent(AccessLog::close)));
  }

  private List<Live> all() {
    List<Live> all = new ArrayList<>(retired);
    all.add(live);
    return all;
  }
}
