package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.program.discovery.Announcements;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.discovery.MemberSource;
import org.rpicluster.balancer.program.discovery.source.MemberSources;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds members for the clusters that ask for it, while the program runs: each source has what it
 * announces bounded, and clusters are changed on a worker thread. Without {@code discover} nothing
 * runs. Any thread.
 */
final class Discovery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  /** How late one that has drained may leave. */
  private static final long LEAVING_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final Vertx vertx;
  private final RunningEditor edits;
  private final Scheduler scheduler = Scheduler.daemon("balancer-discovery");
  private final RecurringFaults faults = new RecurringFaults(scheduler, LOG::warn);
  private final Map<Wanted, Looking> looking = new HashMap<>();
  private boolean awaitsLeaving;

  Discovery(Vertx vertx, RunningEditor edits) {
    this.vertx = vertx;
    this.edits = edits;
  }

  /** One source of one cluster. */
  private record Wanted(String cluster, DiscoverySettings settings) {}

  /** A source that runs, and what bounds it. */
  private record Looking(MemberSource source, Announcements announcements) {

    void close() {
      source.close();
      announcements.close();
    }
  }

  /** From now on what this configuration asks for is looked for; what runs already goes on. */
  synchronized void follow(Configuration configuration) {
    Set<Wanted> wanted = new HashSet<>();
    for (ClusterSettings cluster : configuration.clusters()) {
      cluster.discover().forEach(source -> wanted.add(new Wanted(cluster.name(), source)));
    }
    looking.entrySet().removeIf(each -> isOver(each, wanted));
    wanted.forEach(each -> looking.computeIfAbsent(each, this::begun));
    settle();
  }

  private static boolean isOver(Map.Entry<Wanted, Looking> running, Set<Wanted> wanted) {
    boolean isOver = !wanted.contains(running.getKey());
    if (isOver) {
      running.getValue().close();
    }
    return isOver;
  }

  private Looking begun(Wanted wanted) {
    DiscoverySettings settings = wanted.settings();
    MemberSource source =
        MemberSources.of(
            vertx, settings, what -> faults.occurred("discover: " + settings.name() + ": " + what));
    Announcements announcements =
        new Announcements(settings, Ticker.system(), scheduler, all -> found(wanted, all), faults);
    source.begin(announcements);
    return new Looking(source, announcements);
  }

  private void found(Wanted wanted, List<Member> all) {
    String by = wanted.settings().name();
    LOG.info("cluster {}: {}: members: {}", wanted.cluster(), by, all.size());
    find(found -> found.announced(wanted.cluster(), by, all, Ticker.system().nanos()));
  }

  private void find(UnaryOperator<FoundMembers> change) {
    vertx.executeBlocking(
        () -> {
          try {
            edits.find(change);
          } catch (RuntimeException e) {
            LOG.error("discover: {}", e.getMessage(), e);
          }
          settle();
          return null;
        },
        false);
  }

  /** Looks again, as long as one drains that is not announced any more. */
  private synchronized void settle() {
    if (!awaitsLeaving && !looking.isEmpty() && edits.clusters().found().isAnyVanished()) {
      awaitsLeaving = true;
      vertx.setTimer(LEAVING_MILLIS, any -> settleNow());
    }
  }

  private synchronized void settleNow() {
    awaitsLeaving = false;
    if (looking.isEmpty()) {
      return; // closed
    }
    find(UnaryOperator.identity());
  }

  /** Ends; it may follow another configuration afterwards. */
  @Override
  public synchronized void close() {
    looking.values().forEach(Looking::close);
    looking.clear();
  }
}
