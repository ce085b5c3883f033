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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;
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

/** A try owns its lease and its exchange: both end with it, once, and it hears nothing more. */
class TryTest {

  private static final Head OK = new Head();

  static {
    OK.line().answer(200, "OK");
  }

  private static final UpstreamFailure RESET = new UpstreamFailure(Kind.RESET, "closed");

  /** What can end a try, whatever its phase; what it is told for its end comes first. */
  private static final List<Consumer<TryTest>> ENDINGS =
      List.of(
          test -> test.trying.end(Outcome.CANCELLED, ""),
          test -> test.trying.end(Outcome.RESET, "closed"),
          test -> test.trying.end(503),
          test -> test.exchange.refuse(Refusal.tooSlow()),
          test -> test.exchange.clientGone());

  private final Told told = new Told();
  private final Asked asked = new Asked();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<ExchangeEnd> ends = new ArrayList<>();
  private final Exchange exchange = exchange();
  private int calledOff;
  private int cut;
  private Try trying;

  @BeforeEach
  void begin() throws NoMemberException {
    Balancer balancer = exchange.route().cluster().balancer();
    trying = exchange.parts().firstTry;
    trying.take(told, balancer.acquire(exchange.pickContext));
    exchange.tries.begin(balancer.candidates().members().get(0));
    trying.begin(Upstream.Connection.KEPT_OR_NEW);
  }

  private Exchange exchange() {
    HttpRequest decoded = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    ClientRules rules =
        new ClientRules(
            new Via("here"), TrustedProxies.NONE, Optional.empty(), RequestLimits.DEFAULT);
    Exchange made = Exchanges.of(decoded, rules, summary -> ends.add(summary.end()));
    Balancer balancer =
        Balancer.builder("test", new Only()).member(Member.of("http://10.0.0.1:8080")).build();
    Route.ToCluster route = Route.to("/", ProxiedCluster.of(balancer));
    PathMapping mapping = PathMapping.of(route.match(), route.rewriting());
    made.routeEntry =
        new RouteEntry(route, asked, mapping, Exchanges.UNBOUNDED, Exchanges.UNBOUNDED);
    made.upstreamHead = new UpstreamHead();
    made.upstreamHead.asks("GET", "/");
    return made;
  }

  @Test
  void goesFromPhaseToPhase() {
    assertThat(trying.isAsking()).isFalse();
    asked.heard.connected(asked);
    assertThat(trying.isAsking()).isTrue();
    asked.heard.head(OK);
    Relay.begin(exchange, trying, false);
    assertThat(trying.isAsking()).isFalse();
    asked.answer.end(null);
    assertThat(told.all).containsExactly("sending", "takes 200", "answered");
    assertThat(asked.all).containsExactly("open", "head");
    assertThat(outcomes).containsExactly(Outcome.SUCCESS);
    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE);
  }

  @Test
  void switched_keepsItsLeaseUntilTheTunnelEnds() {
    asked.heard.connected(asked);
    asked.heard.switched(OK, tunnelEnd());
    assertThat(told.all).endsWith("answered");
    assertThat(trying.tunnel()).isNotNull();
    assertThat(outcomes).isEmpty();
    trying.exchangeEnded();
    trying.end(Outcome.SUCCESS, "");
    assertThat(asked.all).containsExactly("open", "head"); // its connection is the tunnel's
    assertThat(cut).isZero();
    isOverFor(test -> {});
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endedBeforeItsTunnelIsOver_cutsTheMember(Consumer<TryTest> ending) {
    exchange.heldBy(told);
    asked.heard.connected(asked);
    asked.heard.switched(OK, tunnelEnd());
    ending.accept(this);
    assertThat(cut).isEqualTo(1);
    cut = 0;
    isOverFor(ending);
  }

  static Stream<Consumer<TryTest>> endings() {
    return ENDINGS.stream();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endedWhileItOpens_callsTheOpeningOff(Consumer<TryTest> ending) {
    exchange.heldBy(told);
    ending.accept(this);
    isOverFor(ending);
    assertThat(calledOff).isEqualTo(1);
    assertThat(asked.all).containsExactly("open", "abandon"); // a connection that came too late
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endedWhileItAsks_givesTheExchangeUp(Consumer<TryTest> ending) {
    exchange.heldBy(told);
    asked.heard.connected(asked);
    ending.accept(this);
    assertThat(asked.all).hasSize(3).startsWith("open", "head").last().isIn("abandon", "discard");
    isOverFor(ending);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endedWhileItsAnswerIsRelayed_givesTheExchangeUp(Consumer<TryTest> ending) {
    asked.heard.connected(asked);
    asked.heard.head(OK);
    Relay.begin(exchange, trying, false);
    ending.accept(this);
    assertThat(asked.all).hasSize(3).last().isIn("abandon", "discard");
    isOverFor(ending);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endedAfterItFailed_hasNothingToGiveUp(Consumer<TryTest> ending) {
    exchange.heldBy(told);
    asked.heard.connected(asked);
    asked.heard.failed(RESET);
    ending.accept(this);
    assertThat(asked.all).containsExactly("open", "head");
    isOverFor(ending);
  }

  @Test
  void failedWhileItsAnswerIsRelayed_cutsTheAnswer() {
    asked.heard.connected(asked);
    asked.heard.head(OK);
    Relay.begin(exchange, trying, false);
    asked.answer.failed(RESET);
    assertThat(ends).containsExactly(ExchangeEnd.MEMBER_RESET);
    assertThat(outcomes).containsExactly(Outcome.RESET);
    isOverFor(test -> {});
    assertThat(ends).hasSize(1);
  }

  @Test
  void answeredWhole_hasEnded() {
    asked.heard.connected(asked);
    asked.heard.head(OK);
    Relay.begin(exchange, trying, false);
    asked.answer.end(null);
    isOverFor(test -> {});
    assertThat(ends).containsExactly(ExchangeEnd.COMPLETE);
  }

  @Test
  void aStaleConnection_isReplacedUnderTheSameLease() {
    asked.heard.connected(asked);
    asked.heard.failed(new UpstreamFailure(Kind.STALE, "closed"));
    trying.begin(Upstream.Connection.NEW);
    assertThat(trying.isAsking()).isFalse();
    asked.heard.connected(asked);
    assertThat(asked.all).containsExactly("open", "head", "open", "head");
    assertThat(outcomes).isEmpty();
  }

  /** One lease, which has ended once; and nothing that comes now is heard, or is left to leak. */
  private void isOverFor(Consumer<TryTest> ending) {
    List<String> before = List.copyOf(told.all);
    assertThat(outcomes).hasSize(1);
    ByteBuf chunk = Unpooled.buffer(1).writeByte('x');
    asked.heard.connected(new Asked());
    if (asked.all.equals(List.of("open"))) {
      asked.heard.connected(asked);
    }
    asked.heard.interim(OK);
    asked.heard.head(OK);
    asked.heard.failed(RESET);
    if (asked.answer == null) {
      chunk.release();
    } else {
      asked.answer.body(chunk);
      asked.answer.flush();
      asked.answer.end(null);
      asked.answer.failed(RESET);
    }
    asked.heard.switched(OK, tunnelEnd());
    ending.accept(this);
    ENDINGS.forEach(other -> other.accept(this));
    assertThat(chunk.refCnt()).isZero();
    assertThat(cut).isEqualTo(1);
    assertThat(told.all).isEqualTo(before);
    assertThat(outcomes).hasSize(1);
    assertThat(exchange.route().cluster().balancer().candidates().members())
        .allMatch(candidate -> candidate.counters().inFlight() == 0);
  }

  private TunnelEnd tunnelEnd() {
    return (TunnelEnd)
        Proxy.newProxyInstance(
            TunnelEnd.class.getClassLoader(),
            new Class<?>[] {TunnelEnd.class},
            (self, method, arguments) -> {
              cut += method.getName().equals("cut") ? 1 : 0;
              return null;
            });
  }

  /** The policy, and the stage that has the exchange: it ends the try, as {@link Attempts} does. */
  private final class Told implements TryPolicy, ExchangeHolder {

    private final List<String> all = new ArrayList<>();

    @Override
    public void sending() {
      all.add("sending");
    }

    @Override
    public boolean takes(int status) {
      all.add("takes " + status);
      return true;
    }

    @Override
    public void answered(Head upstreamResponse) {
      all.add("answered");
    }

    @Override
    public void failed(UpstreamFailure failure) {
      all.add("failed");
    }

    @Override
    public void clientGone() {
      trying.end(Outcome.CANCELLED, "");
    }

    @Override
    public void refuse(Refusal refusal) {
      trying.end(Outcome.CANCELLED, "");
    }
  }

  /** The way to the member, and an exchange with it. */
  private final class Asked implements Upstream, UpstreamExchange {

    private final List<String> all = new ArrayList<>();
    private UpstreamListener heard;
    private AnswerListener answer;

    @Override
    public Opening open(
        Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener) {
      all.add("open");
      heard = listener;
      return () -> calledOff++;
    }

    @Override
    public void answerTo(AnswerListener listener) {
      answer = listener;
    }

    @Override
    public void onWritable(Runnable goOn) {}

    @Override
    public void closeIdle() {}

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    @Override
    public void sendHead(Head upstreamRequest, boolean bodyFollows) {
      all.add("head");
    }

    @Override
    public void sendBody(ByteBuf chunk) {
      chunk.release();
    }

    @Override
    public void sendEnd(Head trailers) {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void abandon() {
      all.add("abandon");
    }

    @Override
    public void discard() {
      all.add("discard");
    }
  }

  /** Picks the only member, and notes how requests on it have ended. */
  private final class Only implements Strategy, Picker {

    private Candidates candidates;

    @Override
    public String name() {
      return "only";
    }

    @Override
    public Picker newPicker(Ticker ticker, Chance chance) {
      return this;
    }

    @Override
    public void update(Candidates now) {
      candidates = now;
    }

    @Override
    public Candidate pick(PickContext context) {
      return candidates.members().get(0);
    }

    @Override
    public void completed(Candidate candidate, Outcome outcome) {
      outcomes.add(outcome);
    }
  }
}
