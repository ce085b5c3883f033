package org.rpicluster.balancer.program.site.rollout;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteLimits;
import org.rpicluster.balancer.program.site.Trees;
import org.rpicluster.balancer.program.site.publish.Overlap;
import org.rpicluster.balancer.program.site.publish.PublishSettings;
import org.rpicluster.balancer.program.site.publish.Publisher;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Workers behind a balancer, and a roll-out whose waits are the test's: at each of them the workers
 * pull, and the time moves on.
 */
final class RollingCluster implements AutoCloseable {

  final ManualTime time = new ManualTime();
  final List<PullingWorker> workers = new ArrayList<>();
  final List<String> steps = new CopyOnWriteArrayList<>();
  final Path updates;
  final ManagerClient manager;

  /** Called at each wait, before it. */
  Runnable atEachWait = () -> {};

  /** The program is told to stop at a wait. */
  volatile boolean isStopped;

  private final Path home;
  private final StartedProgram balancer;

  RollingCluster(Path home, int workerCount) throws IOException {
    this.home = home;
    this.updates = home.resolve("updates");
    String first = publish("first");
    for (int i = 1; i <= workerCount; i++) {
      workers.add(new PullingWorker("pi" + i, first));
    }
    balancer = new StartedProgram(yaml());
    manager = manager("/manager");
  }

  ManagerClient manager(String path) {
    return ManagerClient.at(URI.create("http://127.0.0.1:" + balancer.port(0) + path));
  }

  private String yaml() {
    StringBuilder members = new StringBuilder();
    workers.forEach(it -> members.append("{id: " + it.id + ", url: \"" + it.url() + "\"},"));
    return String.format(
        Locale.ROOT,
        """
        listen: 127.0.0.1:0
        clusters: {c: {members: [%s]}}
        routes:
          - {path: /manager, manager: {}}
          - {path: /shown, manager: {readOnly: true}}
          - {path: /, cluster: c}
        """,
        members);
  }

  /** Publishes a version a minute after the one before. */
  String publish(String content) throws IOException {
    Path site = home.resolve("site");
    Trees.write(site, "index.html", content);
    time.advance(Duration.ofMinutes(1));
    PublishSettings settings =
        new PublishSettings(site, updates, Optional.empty(), 10, Overlap.NONE, SiteLimits.DEFAULT);
    return new Publisher(settings, time).publish().manifest().version();
  }

  PullingWorker worker(String id) {
    return workers.stream().filter(it -> it.id.equals(id)).findFirst().orElseThrow();
  }

  List<String> versions() {
    return workers.stream().map(PullingWorker::version).toList();
  }

  List<String> states() {
    return manager.members("c").stream().map(MemberStatus::state).toList();
  }

  WantedVersion to(String version) {
    return WantedVersion.of(updates, version, Optional.empty(), time);
  }

  RolloutSettings settings() {
    return settings(1, 0);
  }

  RolloutSettings settings(int maxUnavailable, int canary) {
    Duration minute = Duration.ofMinutes(1);
    return new RolloutSettings("c", maxUnavailable, canary, minute, 3, minute, minute, minute);
  }

  Rollout rollout(RolloutSettings settings) throws IOException {
    return rollout(settings, manager);
  }

  Rollout rollout(RolloutSettings settings, ManagerClient through) throws IOException {
    return new Rollout(
        through,
        settings,
        RolloutJournal.at(home.resolve("journal.json")),
        new ReportedProgress(through, "c", this::reached),
        time,
        this::waitFor,
        work -> Scheduler.daemon("rollout").schedule(0, work));
  }

  private void reached(String member, String step, String detail) {
    steps.add((member + " " + step).strip());
  }

  private synchronized boolean waitFor(long nanos) {
    atEachWait.run();
    time.advance(Duration.ofNanos(nanos));
    workers.forEach(it -> it.pull(updates));
    return !isStopped;
  }

  Instant now() {
    return time.now();
  }

  @Override
  public void close() {
    balancer.close();
    workers.forEach(PullingWorker::close);
  }
}
