package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.kit.LogLines;

/** What fails with every request to the manager is in the log once. */
class RecurringFaultTest {

  private static final int REQUESTS = 20;

  private final LogLines log = new LogLines("org.rpicluster.balancer.vertx.manager");
  private final AtomicInteger faults = new AtomicInteger();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void pageThatCannotBeShown_isSaidOnce() throws Exception {
    List<Balancer> broken =
        new AbstractList<>() {
          @Override
          public Balancer get(int index) {
            throw new IllegalStateException("request " + faults.incrementAndGet());
          }

          @Override
          public int size() {
            return 1;
          }
        };
    try (ManagerServer manager = new ManagerServer(broken, "127.0.0.1")) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(manager.get("/balancer-manager?" + i).statusCode()).isEqualTo(500);
      }
    }
    assertThat(log.with("manager: ")).hasSize(1);
  }

  @Test
  void editThatFails_isSaidOnce() throws Exception {
    Editor broken =
        new Editor() {
          @Override
          public Future<Void> make(Edit edit, String who) {
            return Future.failedFuture(
                new IllegalStateException("request " + faults.incrementAndGet()));
          }
        };
    try (ManagerServer manager = new ManagerServer(List.of(), Optional.of(broken), "127.0.0.1")) {
      for (int i = 0; i < REQUESTS; i++) {
        String path = "/balancer-manager/api/clusters/c/members/m" + i;
        assertThat(manager.send("DELETE", path, "X-Requested-With", "test").statusCode())
            .isEqualTo(500);
      }
    }
    assertThat(log.with("edit failed")).hasSize(1);
  }
}
