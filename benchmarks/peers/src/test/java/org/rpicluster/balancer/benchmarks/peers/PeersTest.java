package org.rpicluster.balancer.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.ContenderContract;
import org.rpicluster.balancer.benchmarks.contender.Contenders;

/** Everyone: the peers of this module beside those that the benchmarks have anyway. */
class PeersTest extends ContenderContract {

  @Test
  void everyPeer_isOnTheClassPath() {
    assertThat(Contenders.all())
        .extracting(Contender::name)
        .contains(
            "armeria/weighted-round-robin",
            "dubbo/leastactive",
            "finagle/heap",
            "grpc/static-stride",
            "ribbon/best-available",
            "spring/round-robin",
            "undertow/round-robin",
            "vertx/round-robin");
  }
}
