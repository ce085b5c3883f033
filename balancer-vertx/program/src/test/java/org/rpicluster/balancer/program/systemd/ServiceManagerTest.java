package org.rpicluster.balancer.program.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Platform;

/** A service manager that this test plays, with a Unix socket: it needs Linux, as systemd does. */
@Timeout(30)
class ServiceManagerTest {

  @TempDir Path directory;

  private final Vertx vertx = Platform.forProxy();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void managerIsTold_thatTheProgramIsReady_andThatItStops() throws Exception {
    String socket = directory.resolve("notify").toString();
    listen(socket);
    ServiceManager manager = ServiceManager.of(vertx, Map.of("NOTIFY_SOCKET", socket));

    manager.ready("http://127.0.0.1:80");
    assertThat(next()).isEqualTo("READY=1\nSTATUS=http://127.0.0.1:80\n");
    manager.stopping();
    assertThat(next()).isEqualTo("STOPPING=1\n");
  }

  @Test
  void managerWithAnAbstractSocket_isToldAsWell() throws Exception {
    String name = "balancer-test-" + ProcessHandle.current().pid();
    listen('\0' + name);

    ServiceManager.of(vertx, Map.of("NOTIFY_SOCKET", "@" + name)).stopping();

    assertThat(next()).isEqualTo("STOPPING=1\n");
  }

  @Test
  void watchdog_isTold_asLongAsEveryEventLoopRuns() throws Exception {
    String socket = directory.resolve("notify").toString();
    listen(socket);
    Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "20000");
    ServiceManager manager = ServiceManager.of(vertx, environment);
    manager.ready("");
    next();
    assertThat(next()).isEqualTo("WATCHDOG=1\n");
    assertThat(next()).isEqualTo("WATCHDOG=1\n");
    manager.stopping();
  }

  @Test
  void watchdog_isNotTold_whileAnEventLoopHangs() {
    BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    Vertx hung = Platform.forProxy();
    CountDownLatch over = new CountDownLatch(1);
    ((VertxInternal) hung).nettyEventLoopGroup().next().execute(() -> await(over));
    try {
      ServiceManager manager = new ServiceManager(hung, sent::add, Duration.ofMillis(2));
      manager.ready("");
      assertThat(sent.poll()).startsWith("READY=1");
      CountDownLatch looks = new CountDownLatch(20);
      vertx.setPeriodic(2, any -> looks.countDown());
      await(looks);
      assertThat(sent).isEmpty();
      manager.stopping();
    } finally {
      over.countDown();
      hung.close();
    }
  }

  @Test
  void watchdogOfAnotherProcess_isNoneOfOurs() throws Exception {
    String socket = directory.resolve("notify").toString();
    listen(socket);
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "2000", "WATCHDOG_PID", "1");
    ServiceManager manager = ServiceManager.of(vertx, environment);

    manager.ready("");
    manager.stopping();

    assertThat(next()).startsWith("READY=1");
    assertThat(next()).startsWith("STOPPING=1");
  }

  @Test
  void withoutAManager_nothingIsTold() {
    ServiceManager.of(vertx, Map.of()).ready("");
    assertThat(told).isEmpty();
  }

  private String next() throws InterruptedException {
    String message = told.poll(20, TimeUnit.SECONDS);
    return message == null ? "nothing" : message;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Channel listen(String socket) throws Exception {
    return new Bootstrap()
        .group(((VertxInternal) vertx).nettyEventLoopGroup())
        .channel(EpollDomainDatagramChannel.class)
        .handler(new Notes())
        .bind(new DomainSocketAddress(socket))
        .sync()
        .channel();
  }

  /** Notes what comes. */
  private final class Notes extends SimpleChannelInboundHandler<DomainDatagramPacket> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
      told.add(packet.content().toString(StandardCharsets.UTF_8));
    }
  }
}
