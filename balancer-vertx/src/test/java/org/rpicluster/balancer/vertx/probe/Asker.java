package org.rpicluster.balancer.vertx.probe;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.regex.Regex;

/** Asks members one thing after the other, as a schedule would. */
final class Asker implements AutoCloseable {

  /** No passing test waits for it. */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private NameResolver names = NameResolver.ofSystem(vertx);
  private MemberTls tls = MemberTls.DEFAULT;
  private @Nullable Function<Member, ProbeRequest> requests;
  private Duration timeout = TIMEOUT;
  private ProbePort port = ProbePort.NONE;

  Asker names(NameResolver names) {
    this.names = names;
    return this;
  }

  Asker tls(MemberTls tls) {
    this.tls = tls;
    return this;
  }

  Asker timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /** The cluster's port for probes. */
  Asker port(int port) {
    this.port = new ProbePort(port);
    return this;
  }

  /** What each member is asked, whatever a test says. */
  Asker asking(Function<Member, ProbeRequest> each) {
    requests = each;
    return this;
  }

  Vertx vertx() {
    return vertx;
  }

  /** What is found at a member. */
  Finding ask(String url, ProbeRequest probeRequest) throws Exception {
    return ask(Member.of(url), probeRequest);
  }

  /** What is found at a member that is set up. */
  Finding ask(Member member, ProbeRequest probeRequest) throws Exception {
    CompletableFuture<Finding> finding = new CompletableFuture<>();
    begin(member, probeRequest, finding);
    return finding.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** A probe that may be broken off. */
  Probe.UnderWay begin(String url, ProbeRequest probeRequest, CompletableFuture<Finding> finding) {
    return begin(Member.of(url), probeRequest, finding);
  }

  private Probe.UnderWay begin(
      Member member, ProbeRequest probeRequest, CompletableFuture<Finding> finding) {
    ReachOptions options = new ReachOptions(tls, Duration.ofSeconds(30));
    MemberProbe probe =
        requests == null
            ? new MemberProbe(vertx, names, options, probeRequest, timeout, port)
            : new MemberProbe(vertx, names, options, requests, timeout, port);
    return probe.begin(member, finding::complete);
  }

  static ProbeRequest get(String path) {
    return new ProbeRequest(ProbeMethod.GET, path, "", Map.of(), StatusSet.GOOD, Optional.empty());
  }

  static ProbeRequest get(String path, String... expect) {
    StatusSet statuses = StatusSet.parse(List.of(expect));
    return new ProbeRequest(ProbeMethod.GET, path, "", Map.of(), statuses, Optional.empty());
  }

  static ProbeRequest body(String expression) {
    Optional<Regex> body = Optional.of(Regex.of("body", expression));
    return new ProbeRequest(ProbeMethod.GET, "/", "", Map.of(), StatusSet.GOOD, body);
  }

  static ProbeRequest bodyWithout(String expression) {
    Optional<Regex> unwanted = Optional.of(Regex.of("bodyWithout", expression));
    return new ProbeRequest(
        ProbeMethod.GET, "/", "", Map.of(), StatusSet.GOOD, Optional.empty(), unwanted);
  }

  static ProbeRequest only(ProbeMethod method) {
    return new ProbeRequest(method, "/", "", Map.of(), StatusSet.GOOD, Optional.empty());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
