package org.rpicluster.balancer.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;

class RouteTableTest {

  private static final int ROUNDS = 20_000;

  /** Twenty routes by host with two exceptions each, and the last has the request. */
  @Test
  void find_ofAUsualPath_allocatesNothing() {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Hosts hosts = new Hosts(List.of("site" + i + ".test", "*.site" + i + ".test"));
      Match match = new Match(hosts, "/app", List.of("/app/x", "/app/y"));
      routes.add(new Route.ToHandler(match, exchange -> {}));
    }
    Vertx vertx = Vertx.vertx();
    RouteTable table =
        new RouteTable(routes, new Upstreams(vertx, Ticker.system()), MemoryAccount.unbounded());
    vertx.close().toCompletionStage().toCompletableFuture().join();
    String target = "/app/a.b/index.html?q=%20";
    RouteEntry last = table.find("", "www.site19.test:8080", target);

    long most = Long.MAX_VALUE; // the least of some runs: a compiler may be at work in the first
    for (int run = 0; run < 10; run++) {
      most = Math.min(most, allocatedBy(table, target, last));
    }
    assertThat(most).isLessThan(ROUNDS);
  }

  private static long allocatedBy(RouteTable table, String target, RouteEntry expected) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean same = true;
    for (int i = 0; i < ROUNDS; i++) {
      same &= table.find("", "www.site19.test:8080", target) == expected;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(same).isTrue();
    return allocated;
  }
}
