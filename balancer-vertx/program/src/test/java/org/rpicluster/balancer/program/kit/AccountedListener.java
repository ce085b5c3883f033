package org.rpicluster.balancer.program.kit;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.program.OpenListeners;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * A listener without timeouts, whose connections are charged to a small account, before a member
 * that answers nothing until it is told to. Close its clients first: it waits until nothing is
 * charged.
 */
public final class AccountedListener implements AutoCloseable {

  public final MemoryAccount memory = new MemoryAccount(512 * 1024);
  public final RawMember member;
  public final int port;
  private final CountDownLatch thought = new CountDownLatch(1);
  private final Vertx vertx = Platform.forProxy();

  public AccountedListener(
      ListenerSettings settings, int connectionsMax, UnaryOperator<MemberBuilder> change)
      throws Exception {
    member = new RawMember(RawMember.after(thought, RawMember.ok("fine")));
    BalancingProxy proxy =
        BalancingProxy.builder(vertx)
            .memory(memory)
            .route(
                Route.to(
                    "/",
                    ProxiedCluster.of(
                        Balancer.builder("test", Strategies.byRequests())
                            .member(change.apply(Member.at(member.url())).build())
                            .build())))
            .build();
    Duration never = Duration.ofHours(1);
    ClientTimeouts patient = new ClientTimeouts(never, never, never, never);
    ConnectionRules rules = ConnectionRules.of(connectionsMax, patient, TrustedProxies.NONE);
    OpenListeners listeners =
        new OpenListeners(vertx, Gates.gate(rules, memory, line -> {}), proxy);
    port = listeners.open(settings).address().port();
  }

  /** From now on the member answers, what it was asked before as well. */
  public void answer() {
    thought.countDown();
  }

  /** Its event loops do nothing else until then. */
  public void occupyUntil(CountDownLatch over) {
    ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loop -> loop.execute(() -> await(over)));
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    answer();
    TestProxy.await(() -> memory.used() == 0);
    member.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
