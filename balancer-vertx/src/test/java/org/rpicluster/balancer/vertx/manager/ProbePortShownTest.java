package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;

/** What the manager shows of a member that is probed at a port of its own. */
class ProbePortShownTest {

  @Test
  void memberWithAProbePortOfItsOwn_isShownWithIt() throws Exception {
    Balancer probed =
        Balancer.builder("probed", Strategies.byRequests())
            .member(Member.at("http://127.0.0.1:9001").probePort(8081).build())
            .member(Member.of("http://127.0.0.1:9002"))
            .build();
    try (ManagerServer manager = new ManagerServer(List.of(probed), "127.0.0.0/8")) {
      String cluster = manager.get(ManagerServer.PATH + "/api/clusters/probed").body();
      JsonArray members = new JsonObject(cluster).getJsonArray("members");

      assertThat(members.getJsonObject(0).getValue("probePort")).isEqualTo(8081);
      assertThat(members.getJsonObject(1).getValue("probePort")).isEqualTo(0);
      assertThat(manager.get(ManagerServer.PATH).body()).containsOnlyOnce("probed at port 8081");
    }
  }
}
