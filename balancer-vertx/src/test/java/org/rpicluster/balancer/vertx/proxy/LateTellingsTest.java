package org.rpicluster.balancer.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.routing.PathMapping;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/** What is told late of an exchange that is over never reaches the one that has its parts. */
class LateTellingsTest {

  private static final Head OK = new Head();

  static {
    OK.line().answer(200, "OK");
  }

  private final List<ExchangeEnd> ends = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final ByteBuf piece = Unpooled.buffer(1).writeByte('x');
  private final Balancer balancer =
      Balancer.builder("test", Strategies.byRequests())
          .member(Member.of("http://10.0.0.1:8080"))
          .build();
  private @Nullable UpstreamListener heard;
  private @Nullable AnswerListener answer;
  private boolean standsAtOnce = true;
  private final List<String> calledOff = new ArrayList<>();
  private String opening = "first";
  private @Nullable Runnable withinOpen;

  /** Each thing that an exchange can be told, by either side, its timers or its embedder. */
  static Stream<BiConsumer<LateTellingsTest, Exchange>> tellings() {
    return Stream.of(
        (test, late) -> late.connected(test.memberExchange("late")),
        (test, late) -> late.interim(OK),
        (test, late) -> late.head(OK),
        (test, late) -> late.switched(OK, test.tunnelEnd()),
        (test, late) -> late.body(test.piece.retain()),
        (test, late) -> late.flush(),
        (test, late) -> late.end(null),
        (test, late) -> late.failed(new UpstreamFailure(Kind.RESET, "late")),
        (test, late) -> late.waits(),
        (test, late) -> late.taken(null),
        (test, late) -> late.taken(new ClosedChannelException()),
        (test, late) -> late.clientGone(),
        (test, late) -> late.refuse(Refusal.tooSlow()),
        (test, late) -> late.over());
  }

  @ParameterizedTest
  @MethodSource("tellings")
  void toldLate_theNextExchangeAsksOn(BiConsumer<LateTellingsTest, Exchange> telling) {
    Exchange first = Exchanges.of(get(), rules(), summary -> ends.add(summary.end()));
    ExchangeParts parts = first.parts();
    carry(first);
    answer();
    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE);

    Exchange second = Exchanges.behind(first, get());
    assertThat(second.parts()).isSameAs(parts);
    carry(second);
    telling.accept(this, first);
    heard.head(OK);
    telling.accept(this, first);
    answer.body(piece.retainedDuplicate());
    telling.accept(this, first);
    answer.end(null);

    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE, ExchangeEnd.COMPLETE);
    assertThat(asked).filteredOn(call -> !call.startsWith("late")).hasSize(2);
    assertThat(asked).filteredOn(call -> call.startsWith("late")).allMatch("late abandon"::equals);
    assertThat(second.bytesToClient).isEqualTo(1);
    assertThat(second.tries.members()).isEqualTo(1);
    assertThat(second.tries.failure()).isEmpty();
    assertThat(balancer.candidates().members()).allMatch(each -> each.counters().inFlight() == 0);
    assertThat(piece.release()).as("the last holder").isTrue();
  }

  @Test
  void partsThatSomethingMayStillCall_areNotUsedAgain() {
    standsAtOnce = false;
    Exchange first = Exchanges.of(get(), rules(), summary -> ends.add(summary.end()));
    ExchangeParts parts = first.parts();
    carry(first);
    heard.connected(memberExchange("asked"));
    answer();
    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE);

    assertThat(Exchanges.behind(first, get()).parts()).isNotSameAs(parts);
  }

  @Test
  void exchangeThatIsOverWithinItsOpening_leavesThatOfTheNextAlone() {
    Exchange first = Exchanges.of(get(), rules(), summary -> ends.add(summary.end()));
    ExchangeParts parts = first.parts();
    List<Exchange> next = new ArrayList<>();
    withinOpen =
        () -> {
          answer();
          assertThat(ends).containsExactly(ExchangeEnd.COMPLETE);
          standsAtOnce = false;
          opening = "second";
          next.add(Exchanges.behind(first, get()));
          assertThat(next.get(0).parts()).isSameAs(parts);
          carry(next.get(0));
        };
    carry(first);
    next.get(0).clientGone();
    assertThat(calledOff).containsExactly("second");
    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE, ExchangeEnd.CLIENT_GONE);
  }

  private void answer() {
    heard.head(OK);
    answer.end(null);
  }

  private void carry(Exchange exchange) {
    Route.ToCluster route = Route.to("/", ProxiedCluster.of(balancer));
    PathMapping mapping = PathMapping.of(route.match(), route.rewriting());
    exchange.routeEntry =
        new RouteEntry(route, upstream(), mapping, Exchanges.UNBOUNDED, Exchanges.UNBOUNDED);
    exchange.upstreamHead = new UpstreamHead();
    exchange.upstreamHead.asks("GET", "/");
    Attempts.begin(exchange, (of, won, head) -> Relay.begin(of, won, false));
  }

  private static HttpRequest get() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
  }

  private static ClientRules rules() {
    return new ClientRules(
        new Via("here"), TrustedProxies.NONE, Optional.empty(), RequestLimits.DEFAULT);
  }

  private Upstream upstream() {
    return new Upstream() {
      @Override
      public Opening open(
          Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener) {
        heard = listener;
        if (standsAtOnce) {
          listener.connected(memberExchange("asked"));
        }
        String name = opening;
        Runnable within = withinOpen;
        withinOpen = null;
        if (within != null) {
          within.run();
        }
        return () -> calledOff.add(name);
      }

      @Override
      public void closeIdle() {}

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }

  private UpstreamExchange memberExchange(String name) {
    return (UpstreamExchange)
        Proxy.newProxyInstance(
            UpstreamExchange.class.getClassLoader(),
            new Class<?>[] {UpstreamExchange.class},
            (self, method, arguments) -> {
              if (method.getName().equals("answerTo")) {
                answer = (AnswerListener) arguments[0];
              } else {
                asked.add(name + " " + method.getName());
              }
              return null;
            });
  }

  private TunnelEnd tunnelEnd() {
    return (TunnelEnd)
        Proxy.newProxyInstance(
            TunnelEnd.class.getClassLoader(),
            new Class<?>[] {TunnelEnd.class},
            (self, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("cut");
              return null;
            });
  }
}
