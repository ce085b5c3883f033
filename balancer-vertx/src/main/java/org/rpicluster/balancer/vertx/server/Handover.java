package org.rpicluster.balancer.vertx.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.vertx.access.AccessLog;
import org.rpicluster.balancer.vertx.line.ProxiedCluster;

/**
 * Hands requests to what is live now. After a change, requests in flight end where they began; what
 * served them is closed when the last of them has. One volatile read for each request.
 */
final class Handover implements Handler<HttpServerRequest> {

  /** Far longer than a thread takes from reading which proxy is live to being counted in it. */
  private static final long ON_ITS_WAY_MILLIS = 1000;

  private final Vertx vertx;
  private final Queue<Live> retired = new ConcurrentLinkedQueue<>();
  private volatile Live live;

  Handover(Vertx vertx, Live live) {
    this.vertx = vertx;
    this.live = live;
  }

  /** On the request's event loop. */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    live.proxy().handle(inboundRequest);
  }

  /** The same, for one that came over a connection made for another host. */
  void misdirected(HttpServerRequest inboundRequest) {
    live.proxy().misdirected(inboundRequest);
  }

  Live live() {
    return live;
  }

  /** From now on requests go to {@code next}. For one thread at a time. */
  void to(Live next) {
    Live last = live;
    live = next;
    retired.add(last);
    vertx.setTimer(ON_ITS_WAY_MILLIS, any -> last.proxy().idle().onComplete(end -> close(last)));
  }

  private void close(Live last) {
    if (retired.remove(last)) {
      closeConnectionsThatNobodyUses();
      if (!last.accessLog().equals(live.accessLog())) {
        // It waits for the disk.
        vertx.executeBlocking(() -> closeLog(last));
      }
    }
  }

  private void closeConnectionsThatNobodyUses() {
    Set<ProxiedCluster> used = new HashSet<>();
    all().forEach(each -> used.addAll(each.clusters().values()));
    live.legs().retain(used);
  }

  private static boolean closeLog(Live last) {
    last.accessLog().ifPresent(AccessLog::close);
    return true;
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
    return live.legs().close();
  }

  /** Writes what waits and closes the access logs. Blocks for the disk. */
  void closeLogs() {
    all().forEach(Handover::closeLog);
  }

  private List<Live> all() {
    List<Live> all = new ArrayList<>(retired);
    all.add(live);
    return all;
  }
}
