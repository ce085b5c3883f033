package org.rpicluster.balancer.program;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.accesslog.AccessLog;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.edit.PeerBalancer;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.metrics.MetricsSource;
import org.rpicluster.balancer.vertx.metrics.Reading;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.upstream.ConnectionUse;

/**
 * Numbers of the program itself: connections, memory, certificates, edits. O(members) when it is
 * asked for. Any thread.
 */
final class ServerReadings implements MetricsSource {

  private static final double NANOS_PER_SECOND = 1e9;

  private final ConfigurationSwitch configurations;
  private final ConnectionLimiter limiter;
  private final Listeners listeners;
  private final MemoryAccount memory;
  private final RunningEditor edits;
  private final Ticker ticker;

  ServerReadings(
      ConfigurationSwitch configurations,
      ConnectionLimiter limiter,
      Listeners listeners,
      MemoryAccount memory,
      RunningEditor edits,
      Ticker ticker) {
    this.configurations = configurations;
    this.limiter = limiter;
    this.listeners = listeners;
    this.memory = memory;
    this.edits = edits;
    this.ticker = ticker;
  }

  @Override
  public OptionalLong connections() {
    return OptionalLong.of(limiter.connections());
  }

  @Override
  public List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    RunningConfiguration live = configurations.live();
    readings.add(
        gauge("balancer_connections", "Connections of clients.", Map.of(), limiter.connections()));
    readings.add(
        gauge(
            "balancer_requests_in_flight",
            "Requests of clients.",
            Map.of(),
            configurations.inFlight()));
    addMemory(readings);
    long made = edits.journal().latest().stream().mapToLong(each -> each.number()).max().orElse(0);
    readings.add(Reading.counter("balancer_edits", "Edits since the start.", Map.of(), made));
    addDropped(readings, live.accessLogs());
    live.clusters().values().forEach(cluster -> addPools(readings, live, cluster));
    listeners.encrypted().forEach(each -> addCertificates(readings, each));
    addPeers(readings, edits.peers().now());
    addProcess(readings);
    return readings;
  }

  private void addMemory(List<Reading> readings) {
    Runtime heap = Runtime.getRuntime();
    String name = "balancer_memory_bytes";
    String help = "Memory in use: of the heap, and of what clients make it hold.";
    Map<String, String> ofHeap = Map.of("area", "heap");
    Map<String, String> ofClients = Map.of("area", "clients");
    readings.add(gauge(name, help, ofHeap, heap.totalMemory() - heap.freeMemory()));
    readings.add(gauge(name, help, ofClients, memory.used()));
    String most = "balancer_memory_max_bytes";
    readings.add(gauge(most, "What may be in use.", ofHeap, heap.maxMemory()));
    readings.add(gauge(most, "What may be in use.", ofClients, memory.bytesMax()));
  }

  private static void addDropped(List<Reading> readings, List<AccessLog> logs) {
    if (logs.isEmpty()) {
      return;
    }
    long dropped = logs.stream().mapToLong(AccessLog::dropped).sum();
    String help = "Lines of the access log that the disk was too slow for.";
    readings.add(Reading.counter("balancer_access_log_dropped", help, Map.of(), dropped));
  }

  private static void addPools(
      List<Reading> readings, RunningConfiguration live, ProxiedCluster cluster) {
    for (Candidate member : cluster.balancer().candidates().members()) {
      Map<String, String> of =
          Map.of("cluster", cluster.balancer().name(), "member", member.member().id());
      ConnectionUse use = live.upstreams().use(cluster, member);
      readings.add(
          gauge("balancer_member_connections", "Connections to it, but tunnels.", of, use.open()));
      readings.add(gauge("balancer_member_tunnels", "Tunnels to it.", of, use.tunnels()));
      readings.add(
          gauge(
              "balancer_member_connections_waited_for",
              "Requests that wait for a connection to it.",
              of,
              use.waiting()));
    }
  }

  private void addCertificates(List<Reading> readings, ListenerTls listener) {
    String address = listener.address().toString();
    listener.served().table().identities().forEach(each -> readings.add(expiry(address, each)));
  }

  private Reading expiry(String listener, Identity identity) {
    Instant end = identity.certificate().getNotAfter().toInstant();
    double seconds = Duration.between(ticker.now(), end).toSeconds();
    String name = identity.names().isEmpty() ? "" : identity.names().get(0);
    return gauge(
        "balancer_certificate_expiry_seconds",
        "How long a certificate is still valid; negative if it is not.",
        Map.of("listener", listener, "name", name, "key", identity.key().getAlgorithm()),
        seconds);
  }

  /** Nothing where the balancer is alone. */
  private static void addPeers(List<Reading> readings, List<PeerBalancer> peers) {
    if (peers.isEmpty()) {
      return;
    }
    readings.add(
        gauge(
            "balancer_peers", "Balancers that share edits, this one too.", Map.of(), peers.size()));
    long others = peers.stream().filter(each -> !each.hasSameEdits()).count();
    readings.add(
        gauge("balancer_peers_other_edits", "Those that know of other edits.", Map.of(), others));
    peers.stream()
        .filter(PeerBalancer::isOwn)
        .flatMap(own -> own.holdsAddress().stream())
        .forEach(
            holds ->
                readings.add(
                    gauge(
                        "balancer_shared_address",
                        "1 while this one has the shared address.",
                        Map.of(),
                        holds ? 1 : 0)));
  }

  private static void addProcess(List<Reading> readings) {
    ProcessHandle.Info info = ProcessHandle.current().info();
    info.startInstant()
        .ifPresent(
            start ->
                readings.add(
                    gauge(
                        "process_start_time_seconds",
                        "When the process began, in seconds since 1970.",
                        Map.of(),
                        start.getEpochSecond())));
    info.totalCpuDuration()
        .ifPresent(
            cpu ->
                readings.add(
                    Reading.counter(
                        "process_cpu_seconds",
                        "Processor time of the process.",
                        Map.of(),
                        cpu.toNanos() / NANOS_PER_SECOND)));
  }

  private static Reading gauge(String name, String help, Map<String, String> labels, double value) {
    return Reading.gauge(name, help, labels, value);
  }
}
