package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.connect.NameResolver;

class ClusterFactoryTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void reload_changesTheQueueAndTheBudget_andKeepsWhatWasCounted() {
    ProbeFactory probes = new ProbeFactory(vertx, NameResolver.ofSystem(vertx));
    ClusterSettings first = settings("attempts: {budget: 50%}");
    Balancer balancer = ClusterFactory.begun(first, Snapshot.NONE, probes, () -> false);
    assertThat(balancer.queue()).isEqualTo(QueuePolicy.DEFAULT);
    assertThat(balancer.retryBudget().tryRetry()).isTrue();

    ClusterSettings second = settings("queue: none, attempts: {budget: 30%}");
    ClusterFactory.changed(balancer, second, probes.change(first, second));

    assertThat(balancer.queue()).isEqualTo(QueuePolicy.NONE);
    assertThat(balancer.retryBudget().percent()).isEqualTo(30);
    assertThat(balancer.retryBudget().retries()).isEqualTo(1);
  }

  private static ClusterSettings settings(String more) {
    String yaml =
        """
        listen: localhost:0
        clusters: {pis: {members: [http://127.0.0.1:9001], MORE}}
        routes: [{path: /, cluster: pis}]
        """
            .replace("MORE", more);
    return new YamlFrontEnd().read(new Source("test.yaml", yaml)).clusters().get(0);
  }
}
