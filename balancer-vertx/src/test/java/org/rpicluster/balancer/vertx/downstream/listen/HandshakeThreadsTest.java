package org.rpicluster.balancer.vertx.downstream.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.vertx.kit.TestProxy;

@Timeout(60)
class HandshakeThreadsTest {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Vertx vertx = Vertx.vertx();
  private final HandshakeThreads handshakes = new HandshakeThreads((VertxInternal) vertx);

  @Test
  void tasks_runOnThreadsOfTheirOwn_asManyAsThereAreProcessors_whichEndWithTheirVertx()
      throws Exception {
    int many = 4 * PROCESSORS;
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch begun = new CountDownLatch(PROCESSORS);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(many);
    for (int i = 0; i < many; i++) {
      handshakes.execute(
          () -> {
            seen.add(Thread.currentThread());
            begun.countDown();
            TestProxy.await(over);
            ended.countDown();
          });
    }
    TestProxy.await(begun);
    over.countDown();
    TestProxy.await(ended);

    assertThat(seen).hasSize(PROCESSORS);
    assertThat(seen).allMatch(thread -> thread.getName().startsWith("balancer-handshakes"));
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    TestProxy.await(() -> seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void firstHandshake_thatComesBehindTheEndOfItsVertx_isRefused() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> handshakes.execute(() -> {}));
  }
}
