package org.rpicluster.balancer.vertx.vertxclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.endpoint.InteractionMetrics;
import io.vertx.core.net.endpoint.ServerEndpoint;
import io.vertx.core.net.endpoint.ServerInteraction;
import io.vertx.core.net.endpoint.ServerSelector;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.strategy.Strategies;

/** How picks and requests find each other, driven by hand as Vert.x would. */
class PairingTest {

  private final Balancer balancer = Balancer.builder("test", Strategies.byRequests()).build();
  private final BridgedLoadBalancer bridge = BridgedLoadBalancer.of(() -> balancer, server -> 1);

  @Test
  void pick_thatNobodyUses_endsWithTheNextOfItsThread() {
    List<Server> servers = servers(1, 2, 3);
    ServerSelector selector = bridge.selector(servers);

    for (int i = 0; i < 100; i++) {
      selector.select();
    }

    assertThat(total()).isEqualTo(1);
    ClientExchange exchange = begin(servers, selector);
    exchange.succeeded();
    assertThat(total()).isZero();
  }

  @Test
  void endAndFailure_ofOneRequest_freeItOnce() {
    List<Server> servers = servers(1);
    ClientExchange exchange = begin(servers, bridge.selector(servers));

    exchange.succeeded();
    exchange.failed(new IOException());

    assertThat(total()).isZero();
    assertThat(counters(0).failures()).isZero();
  }

  @Test
  void request_onAServerThatWasNotPicked_isNotCounted() {
    List<Server> servers = servers(1);
    bridge.selector(servers);

    servers.get(0).seat().initiateRequest().failed(new IOException());

    assertThat(counters(0).picks()).isZero();
    assertThat(counters(0).failures()).isZero();
  }

  @Test
  void serverOfNoList_isNotCounted() {
    new Server(9, bridge.newMetrics()).seat().initiateRequest().succeeded();

    assertThat(balancer.candidates().members()).isEmpty();
  }

  @Test
  void partOfAList_isTheSameCluster() {
    List<Server> servers = servers(1, 2, 3, 4);
    ServerSelector all = bridge.selector(servers);
    ServerSelector part = bridge.selector(servers.subList(1, 3));

    for (int i = 0; i < 20; i++) {
      assertThat(part.select()).isBetween(0, 1);
      assertThat(all.select()).isBetween(0, 3);
    }
    assertThat(balancer.candidates().size()).isEqualTo(4);
  }

  @Test
  void earlierList_isStillAnsweredWithItsOwnServers() {
    List<Server> before = servers(1, 2);
    ServerSelector earlier = bridge.selector(before);
    bridge.selector(servers(2, 3, 4));

    for (int i = 0; i < 10; i++) {
      assertThat(earlier.select()).isEqualTo(1);
    }
    bridge.selector(servers(3, 4));
    assertThat(earlier.select()).isEqualTo(-1);
  }

  @Test
  void failures_areToldApart() {
    assertThat(failuresAfter(new ConnectException(), false)).isEqualTo(1);
    assertThat(failuresAfter(new IOException(), true)).isEqualTo(1);
    assertThat(failuresAfter(new TimeoutException(), true)).isEqualTo(1);
    assertThat(failuresAfter(new TimeoutException(), false)).isZero();
    assertThat(failuresAfter(new StreamResetException(8), true)).isZero();
  }

  private static long failuresAfter(Exception failure, boolean sent) {
    PairingTest fresh = new PairingTest();
    List<Server> servers = fresh.servers(1);
    ClientExchange exchange = fresh.begin(servers, fresh.bridge.selector(servers));
    if (sent) {
      exchange.sent();
    }
    exchange.failed(failure);
    return fresh.counters(0).failures();
  }

  private ClientExchange begin(List<Server> servers, ServerSelector selector) {
    return servers.get(selector.select()).seat().initiateRequest();
  }

  private List<Server> servers(int... ports) {
    return IntStream.of(ports).mapToObj(p -> new Server(p, bridge.newMetrics())).toList();
  }

  private MemberCounters counters(int index) {
    return balancer.candidates().members().get(index).counters();
  }

  private int total() {
    return balancer.candidates().members().stream().mapToInt(c -> c.counters().inFlight()).sum();
  }

  private record Server(int port, InteractionMetrics<?> metrics) implements ServerEndpoint {

    ListedServer seat() {
      return (ListedServer) metrics;
    }

    @Override
    public String key() {
      return "" + System.identityHashCode(this);
    }

    @Override
    public SocketAddress address() {
      return SocketAddress.inetSocketAddress(port, "127.0.0.1");
    }

    @Override
    public String protocolId() {
      return "http/1.1";
    }

    @Override
    public ServerInteraction newInteraction() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object unwrap() {
      return this;
    }
  }
}
