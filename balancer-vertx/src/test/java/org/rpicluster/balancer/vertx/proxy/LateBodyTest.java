package org.rpicluster.balancer.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.routing.PathMapping;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;

/** The parts of a body are another's only once nothing of it can come any more. */
class LateBodyTest {

  private static final HttpRequest POST =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");

  private final Exchange settled = Exchanges.of(POST, rules(), summary -> {});
  private final List<String> sent = new ArrayList<>();
  private Consumer<ByteBuf> pieces = ByteBuf::release;
  private Runnable end = () -> {};
  private boolean ended;

  static {
    POST.headers().set("content-length", 3);
  }

  @Test
  void bodyThatHasEnded_leavesItsPartsToTheNext() {
    Exchange first = begun();
    ExchangeParts parts = first.parts();
    bodyComes("abc");
    first.over();

    Exchange second = begun();
    bodyComes("def");

    assertThat(second.parts()).isSameAs(parts);
    assertThat(sent).containsExactly("abc", "end", "def", "end");
    assertThat(second.body).isNotNull();
    assertThat(SendBody.isRepeatable(second)).isTrue();
  }

  @Test
  void bodyThatStillComes_keepsItsParts() {
    Exchange first = begun();
    ExchangeParts parts = first.parts();
    SendBody.stop(first);
    first.over();
    Consumer<ByteBuf> latePieces = pieces;
    Runnable lateEnd = end;

    Exchange second = begun();
    latePieces.accept(text("late"));
    lateEnd.run();

    assertThat(second.parts()).isNotSameAs(parts);
    assertThat(sent).isEmpty();
    bodyComes("def");
    assertThat(sent).containsExactly("def", "end");
  }

  @Test
  void bodyThatIsKeptBehindAnother_isSentAgainAsItIs() {
    Exchange first = begun();
    bodyComes("abc");
    SendBody.answered(first);
    first.over();
    Exchange second = begun();
    bodyComes("def");
    SendBody.hold(second);

    second.body.begin(member());

    assertThat(sent).containsExactly("abc", "end", "def", "end", "def", "end");
  }

  private void bodyComes(String text) {
    pieces.accept(text(text));
    ended = true;
    end.run();
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private Exchange begun() {
    ended = false;
    Exchange begun = new Exchange(client(), settled.proxy);
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests())
            .member(Member.of("http://10.0.0.1:8080"))
            .build();
    Route.ToCluster route = Route.to("/", ProxiedCluster.of(balancer));
    PathMapping mapping = PathMapping.of(route.match(), route.rewriting());
    begun.routeEntry =
        new RouteEntry(route, null, mapping, Exchanges.UNBOUNDED, Exchanges.UNBOUNDED);
    begun.upstreamHead = new UpstreamHead();
    begun.upstreamHead.is(true, false, false, false);
    begun.tries.begin(balancer.candidates().members().get(0));
    SendBody.prepare(begun);
    begun.body.begin(member());
    return begun;
  }

  @SuppressWarnings("unchecked") // they are what the interface says
  private InboundExchange client() {
    InboundExchange request = Requests.of(POST, settled.loop);
    return (InboundExchange)
        Proxy.newProxyInstance(
            InboundExchange.class.getClassLoader(),
            new Class<?>[] {InboundExchange.class},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "isBodyEnded" -> {
                  return ended;
                }
                case "bodyBytes" -> {
                  return 3L;
                }
                case "trailers" -> {
                  return NettyFields.none();
                }
                case "onBody" -> pieces = (Consumer<ByteBuf>) arguments[0];
                case "onBodyEnd" -> end = (Runnable) arguments[0];
                case "pauseBody", "resumeBody", "onMalformedBody" -> {}
                default -> {
                  return method.invoke(request, arguments);
                }
              }
              return null;
            });
  }

  private UpstreamExchange member() {
    return (UpstreamExchange)
        Proxy.newProxyInstance(
            UpstreamExchange.class.getClassLoader(),
            new Class<?>[] {UpstreamExchange.class},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "isWritable" -> {
                  return true;
                }
                case "sendBody" -> sent.add(taken((ByteBuf) arguments[0]));
                case "sendEnd" -> sent.add("end");
                default -> {}
              }
              return null;
            });
  }

  private static String taken(ByteBuf piece) {
    String text = piece.toString(StandardCharsets.US_ASCII);
    piece.release();
    return text;
  }

  private static ClientRules rules() {
    return new ClientRules(
        new Via("here"), TrustedProxies.NONE, Optional.empty(), RequestLimits.DEFAULT);
  }
}
