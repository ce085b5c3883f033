package org.rpicluster.balancer.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.manager.Manager;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;

/**
 * Switches from one running configuration to the next: requests go to the one that is live. After a
 * change, requests in flight end where they began; what served them is closed when the last of them
 * has. One volatile read for each request; changes one at a time.
 */
final class ConfigurationSwitch implements InboundHandler {

  /** Far longer than a thread takes from reading which proxy is live to being counted in it. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Duration onItsWay;
  private final Queue<RunningConfiguration> retired = new ConcurrentLinkedQueue<>();
  private volatile RunningConfiguration live;

  ConfigurationSwitch(Vertx vertx, RunningConfiguration live) {
    this(vertx, live, ON_ITS_WAY);
  }

  /**
   * To what is live first.
   *
   * @param onItsWay how long a request may take to be counted in a proxy that was live
   */
  ConfigurationSwitch(Vertx vertx, RunningConfiguration live, Duration onItsWay) {
    this.vertx = vertx;
    this.live = live;
    this.onItsWay = onItsWay;
  }

  @Override
  public void handle(InboundExchange inbound) {
    live.proxy().handle(inbound);
  }

  @Override
  public void misdirected(InboundExchange inbound) {
    live.proxy().misdirected(inbound);
  }

  RunningConfiguration live() {
    return live;
  }

  /**
   * From now on requests go to what {@code change} makes of what is live. Until it is done nothing
   * is closed: it may take up again what another change has just retired. Not on an event loop.
   */
  synchronized void change(UnaryOperator<RunningConfiguration> change) {
    RunningConfiguration last = live;
    live = change.apply(last);
    retired.add(last);
    last.managers().forEach(Manager::close);
    vertx.setTimer(onItsWay.toMillis(), any -> last.proxy().idle().onComplete(end -> close(last)));
  }

  /** It waits for a change that is under way, and for the disk. */
  private void close(RunningConfiguration last) {
    vertx.executeBlocking(() -> closeNow(last), false);
  }

  private synchronized boolean closeNow(RunningConfiguration last) {
    boolean first = retired.remove(last);
    if (first) {
      closeConnectionsThatNobodyUses();
      closeLogsThatNoneUses(last);
    }
    return first;
  }

  private void closeConnectionsThatNobodyUses() {
    Set<ProxiedCluster> used = new HashSet<>();
    all().forEach(each -> used.addAll(each.clusters().values()));
    live.upstreams().retain(used);
  }

  /** What was retired earlier may still have exchanges, and write to the same logs. */
  private void closeLogsThatNoneUses(RunningConfiguration last) {
    if (all().stream().noneMatch(each -> each.accessLogs().equals(last.accessLogs()))) {
      closeLogs(last);
    }
  }

  private static void closeLogs(RunningConfiguration last) {
    last.accessLogs().forEach(AccessLog::close);
  }

  /** How many configurations stand: the one that is live, and those whose exchanges go on. */
  int standing() {
    return all().size();
  }

  /** From now on every answer over HTTP/1 says that it is the last on its connection. */
  void leave() {
    all().forEach(each -> each.proxy().leave());
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
    return live.upstreams().close();
  }

  /**
   * Whether this process puts its access logs aside when that is due, or another one that has them.
   */
  void rotateLogs(boolean here) {
    List<AccessLogSettings> asked = live.configuration().accessLogs();
    for (int i = 0; i < asked.size(); i++) {
      live.accessLogs().get(i).rotate(here ? asked.get(i).rotation() : LogRotation.OFF);
    }
  }

  /** Writes what waits and closes the access logs. Blocks for the disk. */
  void closeLogs() {
    all().forEach(ConfigurationSwitch::closeLogs);
  }

  private List<RunningConfiguration> all() {
    List<RunningConfiguration> all = new ArrayList<>(retired);
    all.add(live);
    return all;
  }
}
