package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;

/** What grows with the members is made off the event loop, and comes whole. */
@Timeout(120)
class ManyMembersTest {

  @Test
  void pageAndJson_ofTenThousandMembers_comeWhole() throws Exception {
    List<Member> members =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Member.of("http://10.0." + i / 250 + "." + i % 250 + ":" + (1000 + i)))
            .toList();
    Balancer balancer = Balancer.builder("c", Strategies.byRequests()).members(members).build();
    try (ManagerServer manager = new ManagerServer(List.of(balancer), "127.0.0.1")) {
      HttpResponse<String> page = manager.get(ManagerServer.PATH);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("10.0.39.249:10999").endsWith("</html>\n");

      HttpResponse<String> json = manager.get(ManagerServer.PATH + "/api/clusters/c");
      assertThat(new JsonObject(json.body()).getJsonArray("members")).hasSize(10_000);
    }
  }

  @Test
  void whatIsShown_isMadeOnAThreadOfItsOwn() throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    Balancer balancer =
        Balancer.builder("c", Strategies.byRequests())
            .members(List.of(Member.of("http://a:1")))
            .build();
    List<Balancer> told =
        new AbstractList<>() {
          @Override
          public Balancer get(int index) {
            threads.add(Thread.currentThread().getName());
            return balancer;
          }

          @Override
          public int size() {
            return 1;
          }
        };
    try (ManagerServer manager = new ManagerServer(told, "127.0.0.1")) {
      assertThat(manager.get(ManagerServer.PATH).statusCode()).isEqualTo(200);
      assertThat(manager.get(ManagerServer.PATH + "/api/clusters").statusCode()).isEqualTo(200);
    }
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("balancer-manager"));
  }
}
