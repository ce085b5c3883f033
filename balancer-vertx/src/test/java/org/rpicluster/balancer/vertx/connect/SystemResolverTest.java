package org.rpicluster.balancer.vertx.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.TestProxy;

@Timeout(60)
class SystemResolverTest {

  private final CountDownLatch silent = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger atOneTime = new AtomicInteger();
  private final SystemResolver names = new SystemResolver(this::resolve);

  @AfterEach
  void answer() {
    silent.countDown();
  }

  @Test
  void namesThatHang_holdUpNoOtherClusters_andHaveFewThreads() throws Exception {
    NameResolver hanging = names.forCluster();
    List<Future<List<InetAddress>>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(hanging.lookUp("silent" + i));
    }
    TestProxy.await(() -> atOneTime.get() == SystemResolver.LOOKUPS_MAX);

    assertThat(on(names.forCluster().lookUp("good"))).hasSize(1);
    assertThat(atOneTime.get()).isEqualTo(SystemResolver.LOOKUPS_MAX);
    silent.countDown();
    for (Future<List<InetAddress>> each : waiting) {
      assertThat(on(each)).hasSize(1);
    }
    TestProxy.await(() -> atOneTime.get() == 0);
  }

  @Test
  void nameThatIsBeingLookedUp_isAskedForOnce() throws Exception {
    NameResolver cluster = names.forCluster();
    Future<List<InetAddress>> first = cluster.lookUp("silent");
    Future<List<InetAddress>> second = cluster.lookUp("silent");
    silent.countDown();

    assertThat(on(first)).isEqualTo(on(second));
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void whatOneClusterHasFound_allKnow() throws Exception {
    assertThat(names.forCluster().known("good")).isEmpty();
    on(names.forCluster().lookUp("good"));

    assertThat(names.forCluster().known("good")).hasSize(1);
  }

  @Test
  void nameThatThereIsNot_isRememberedForAWhile() throws Exception {
    NameResolver cluster = names.forCluster();
    for (int i = 0; i < 100; i++) {
      assertThat(
              cluster
                  .lookUp("nowhere")
                  .otherwiseEmpty()
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(20, TimeUnit.SECONDS))
          .isNull();
    }
    assertThat(asked.get()).isLessThan(50);
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    asked.incrementAndGet();
    if (host.equals("nowhere")) {
      throw new UnknownHostException(host);
    }
    if (host.startsWith("silent")) {
      atOneTime.incrementAndGet();
      try {
        silent.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      } finally {
        atOneTime.decrementAndGet();
      }
    }
    return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
  }

  private static <T> T on(Future<T> future) throws InterruptedException, ExecutionException {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).get();
  }
}
