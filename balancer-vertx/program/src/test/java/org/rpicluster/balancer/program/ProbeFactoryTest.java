package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.program.state.SavedState;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** Probes begin, change and end with the configuration; what was found out stays. */
@Timeout(60)
class ProbeFactoryTest {

  private static final String OFTEN = "interval: 100ms, intervalDown: 100ms, timeout: 20s";

  private final Vertx vertx = Vertx.vertx();
  private final RunningEditor edits =
      new RunningEditor(vertx, MemoryAccount.unbounded(), SavedState.NONE, Future::succeededFuture);
  private RawMember member;

  @BeforeEach
  void startMember() throws IOException {
    member =
        new RawMember(
            connection -> connection.write("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n"));
  }

  @AfterEach
  void close() throws IOException {
    member.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void probe_takesAMemberOut_withoutAnyRequest() {
    Balancer balancer = balancer(assembled("pis", "{fall: 2, " + OFTEN + "}", Optional.empty()));

    TestProxy.await(() -> health(balancer) instanceof Health.Down);

    assertThat(health(balancer).reason()).isEqualTo("503 (expected: 200-399)");
    balancer.close();
    assertThat(health(balancer))
        .as("the end of a cluster is no news")
        .isInstanceOf(Health.Down.class);
  }

  @Test
  void change_takesEffect_andTakesNothingAway() {
    RunningConfiguration first = assembled("pis", "{fall: 2, " + OFTEN + "}", Optional.empty());
    Balancer balancer = balancer(first);
    TestProxy.await(() -> health(balancer) instanceof Health.Down);

    RunningConfiguration second =
        assembled("pis", "{expect: [503], rise: 2, " + OFTEN + "}", Optional.of(first));

    assertThat(balancer(second)).isSameAs(balancer);
    assertThat(balancer.probesOf("a")).as("those before the change").isNotEmpty();
    TestProxy.await(() -> !(health(balancer) instanceof Health.Down));
    assertThat(last(balancer).detail()).isEqualTo("503");
    balancer.close();
  }

  @Test
  void endOfProbing_letsRequestsTryWhomProbesTookOut() {
    RunningConfiguration first = assembled("pis", "{fall: 2, " + OFTEN + "}", Optional.empty());
    Balancer balancer = balancer(first);
    TestProxy.await(() -> health(balancer) instanceof Health.Down);

    assembled("pis", "", Optional.of(first));

    assertThat(health(balancer)).isInstanceOf(Health.HalfOpen.class);
    assertThat(balancer.probesOf("a")).isEmpty();
  }

  @Test
  void clusterThatIsNoMore_isProbedNoMore() {
    RunningConfiguration first = assembled("pis", "{" + OFTEN + "}", Optional.empty());
    Balancer balancer = balancer(first);
    TestProxy.await(() -> !balancer.probesOf("a").isEmpty());

    assembled("others", "", Optional.of(first));

    assertThat(balancer.probesOf("a")).isEmpty();
  }

  private RunningConfiguration assembled(
      String cluster, String probe, Optional<RunningConfiguration> before) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: 127.0.0.1:0
        clusters:
          %1$s:
            failure: {slowStart: 0s, panic: false}
            members: [{id: a, url: "%2$s"}]
            %3$s
        routes: [{path: /, cluster: %1$s}]
        """,
            cluster,
            member.url(),
            probe.isEmpty() ? "" : "probe: " + probe);
    return edits.assemble(new YamlFrontEnd().read(new Source("p.yaml", yaml)), before);
  }

  private static Balancer balancer(RunningConfiguration live) {
    return live.clusters().values().iterator().next().balancer();
  }

  private static Health health(Balancer balancer) {
    return balancer.candidates().members().get(0).health();
  }

  private static ProbeResult last(Balancer balancer) {
    List<ProbeResult> results = balancer.probesOf("a");
    return results.get(0);
  }
}
