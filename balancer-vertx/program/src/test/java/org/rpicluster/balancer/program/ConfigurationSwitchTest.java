package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.Http1Listener;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

@Timeout(60)
class ConfigurationSwitchTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    BlockingWait.on(vertx.close());
  }

  /** The last request of what the first change has retired ends while the second one is made. */
  @Test
  void changeThatIsTakenBack_hasItsConnections() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember member = new RawMember(after(thought, ok("first")), ok("second"))) {
      ConfigurationSwitch configurations =
          new ConfigurationSwitch(vertx, live(member, 9, Optional.empty()), AT_ONCE);
      try (RawClient client = new RawClient(Http1Listener.listen(vertx, configurations, AT_ONCE))) {
        client.get("/");
        TestProxy.await(() -> configurations.inFlight() == 1);
        configurations.change(live -> live(member, 8, Optional.of(live)));
        configurations.change(
            live -> {
              RunningConfiguration back = live(member, 9, Optional.of(live));
              thought.countDown();
              BlockingWait.on(configurations.idle());
              // Time enough for what must not happen.
              BlockingWait.on(vertx.timer(100, TimeUnit.MILLISECONDS));
              return back;
            });

        assertThat(client.readAnswer()).endsWith("first");
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("second");
      }
    }
  }

  private RunningConfiguration live(
      RawMember member, int connectionsMax, Optional<RunningConfiguration> before) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: 127.0.0.1:0
        clusters: {c: {members: ["%s"], connections: {max: %d}}}
        routes: [{path: /, cluster: c}]
        """,
            member.url(),
            connectionsMax);
    return Assembly.assemble(
        vertx,
        MemoryAccount.unbounded(),
        new YamlFrontEnd().read(new Source("test", yaml)),
        before,
        settings -> settings,
        name -> Snapshot.NONE,
        (edit, who) -> Future.succeededFuture(),
        cluster -> false);
  }
}
