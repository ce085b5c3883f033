package org.rpicluster.balancer.vertx.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.Sockets;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Members that are named, whose names have several addresses, none, or others than before. */
class NamedMemberTest {

  private static final ReachOptions SOON =
      new ReachOptions(MemberTls.DEFAULT, Duration.ofMillis(20));

  private volatile List<String> addresses = List.of();
  private final NameResolver names =
      host ->
          addresses.isEmpty()
              ? Future.failedFuture(new UnknownHostException(host))
              : Future.succeededFuture(addresses.stream().map(Sockets::literal).toList());

  @Test
  void everyAddress_isTried_untilOneTakesTheConnection() throws Exception {
    try (RawMember member = at("127.0.0.3", 0, "third");
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      addresses = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");

      assertThat(client.get("/").readAnswer()).endsWith("third");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(1);
    }
  }

  @Test
  void unknownName_isNoConnection_andIsTriedAgainOnceItIsKnown() throws Exception {
    try (RawMember member = at("127.0.0.2", 0, "known");
        TestProxy proxy = before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502").doesNotContain("pi.test");

      addresses = List.of("127.0.0.2");
      proxy.balancer().recover("pi.test:" + member.port());

      assertThat(client.get("/").readAnswer()).endsWith("known");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "h2c", "h2"})
  void unknownName_ofTheOnlyMember_isABadGateway(String scheme) throws Exception {
    try (TestProxy proxy =
            TestProxy.builder(scheme + "://pi.test:1")
                .reach(SOON)
                .but(builder -> builder.names(names))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502").doesNotContain("pi.test");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(1);
    }
  }

  @Test
  void memberThatMoves_getsTheNextRequest_whereItIsNow_andWhatRunsGoesOn() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    RawMember.Reply inTwoHalves =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
          await(goOn);
          connection.write("lf");
        };
    try (RawMember old =
            new RawMember(
                new ServerSocket(0, 50, Sockets.literal("127.0.0.2")),
                inTwoHalves,
                RawMember.ok("old"));
        RawMember moved = at("127.0.0.3", old.port(), "new");
        TestProxy proxy = before(old);
        RawClient patient = proxy.connect();
        RawClient other = proxy.connect()) {
      addresses = List.of("127.0.0.2");
      patient.get("/").readHead();

      addresses = List.of("127.0.0.3");
      TestProxy.await(() -> answer(other).endsWith("new"));

      goOn.countDown();
      assertThat(patient.read(4)).isEqualTo("half");
      assertThat(answer(patient)).endsWith("new");
      assertThat(moved.connections()).isEqualTo(1);
    }
  }

  @Test
  void memberAtASocket_isAskedThere_forLocalhost(@TempDir Path directory) throws Exception {
    Path socket = directory.resolve("a b.sock");
    Vertx vertx = Vertx.vertx();
    HttpServer member =
        vertx.createHttpServer().requestHandler(r -> r.response().end(r.getHeader("Host")));
    member.listen(SocketAddress.domainSocketAddress(socket.toString())).await(20, TimeUnit.SECONDS);
    String url = "unix:" + socket.toString().replace(" ", "%20");

    for (boolean nativeTransport : List.of(true, false)) {
      try (TestProxy proxy = TestProxy.builder(url).nativeTransport(nativeTransport).start();
          RawClient client = proxy.connect()) {
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200").endsWith("localhost");
      }
    }
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void socketThatIsNotThere_isNoConnection(@TempDir Path directory) throws Exception {
    try (TestProxy proxy =
            TestProxy.builder("unix:" + directory + "/none.sock").nativeTransport(true).start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503").doesNotContain("none");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String answer(RawClient client) {
    try {
      return client.get("/").readAnswer();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RawMember at(String address, int port, String body) throws Exception {
    return new RawMember(new ServerSocket(port, 50, Sockets.literal(address)), RawMember.ok(body));
  }

  private TestProxy before(RawMember member) throws Exception {
    return TestProxy.builder("http://pi.test:" + member.port())
        .reach(SOON)
        .but(builder -> builder.names(names))
        .start();
  }
}
