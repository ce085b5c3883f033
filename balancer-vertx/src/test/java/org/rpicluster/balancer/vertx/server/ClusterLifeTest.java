package org.rpicluster.balancer.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.vertx.config.ClusterSettings;
import org.rpicluster.balancer.vertx.config.Source;
import org.rpicluster.balancer.vertx.config.yaml.YamlFrontEnd;

class ClusterLifeTest {

  @Test
  void reload_changesTheQueueAndTheBudget_andKeepsWhatWasCounted() {
    Balancer balancer = ClusterLife.begun(settings("attempts: {budget: 50%}"), Snapshot.NONE);
    assertThat(balancer.queue()).isEqualTo(QueuePolicy.DEFAULT);
    assertThat(balancer.retryBudget().tryRetry()).isTrue();

    ClusterLife.changed(balancer, settings("queue: none, attempts: {budget: 30%}"));

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
