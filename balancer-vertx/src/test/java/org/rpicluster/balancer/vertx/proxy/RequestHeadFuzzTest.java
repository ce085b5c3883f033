package org.rpicluster.balancer.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.forwarded.AddressList;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HopByHop;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.Decoding;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathMapping;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.PlainPath;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.upstream.http1.Encoding;

/** Whatever bytes come, what leaves for a member is a request that the proxy itself would carry. */
class RequestHeadFuzzTest {

  private static final TrustedProxies TRUSTED =
      new TrustedProxies(AddressList.of(List.of(Requests.PEER)));

  /** Of a line of the head. */
  private static final Pattern NAME = Pattern.compile("^[^ :]+:");

  private static final Member MEMBER = Member.of("http://10.0.0.1:8080");

  private static final Match APP = Match.of("/app");
  private static final Match ALL = Match.of("/");
  private static final Rewriting TO_X =
      Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/x")).preserveHost(true);

  @FuzzTest(maxDuration = "60s")
  void whatIsSent_isCarriedAgain(byte[] bytes) {
    for (HttpRequest decoded : Decoding.requests(bytes)) {
      for (TrustedProxies trusted : List.of(TRUSTED, TrustedProxies.NONE)) {
        for (Exchange exchange : carried(decoded, trusted, "here").stream().toList()) {
          byte[] sent = Encoding.head(exchange.upstreamHead.to(MEMBER));
          checkSame(exchange, asBytes(decoded, trusted));
          List<HttpRequest> arrived = Decoding.requests(sent);
          assertThat(arrived).hasSize(1);
          check(arrived.get(0), exchange);
          boolean last = "0".equals(arrived.get(0).headers().get("Max-Forwards"));
          assertThat(carried(arrived.get(0), TRUSTED, "there").isPresent() || last).isTrue();
        }
      }
    }
  }

  /** Of a head that is bytes the same goes on, whose fields are copied in another way. */
  private static Exchange asBytes(HttpRequest decoded, TrustedProxies trusted) {
    return carried(Exchanges.ofBytes(decoded, rules(trusted, "here"), summary -> {})).orElseThrow();
  }

  private static void checkSame(Exchange one, Exchange other) {
    assertThat(lines(other)).containsExactlyInAnyOrderElementsOf(lines(one));
    Fields fields = one.inbound.fields();
    assertThat(other.inbound.fields().size()).isEqualTo(fields.size());
    assertThat(other.inbound.fields().characters()).isEqualTo(fields.characters());
    assertThat(LastAnswer.isAskedFor(other)).isEqualTo(LastAnswer.isAskedFor(one));
  }

  /** Names in small letters: both ways keep a client's spelling, each of other fields. */
  private static List<String> lines(Exchange exchange) {
    byte[] sent = Encoding.head(exchange.upstreamHead.to(MEMBER));
    return Stream.of(new String(sent, StandardCharsets.ISO_8859_1).split("\r\n"))
        .map(RequestHeadFuzzTest::withNameInSmallLetters)
        .toList();
  }

  private static String withNameInSmallLetters(String line) {
    Matcher name = NAME.matcher(line);
    return name.find() ? name.group().toLowerCase(Locale.ROOT) + line.substring(name.end()) : line;
  }

  private static ClientRules rules(TrustedProxies trusted, String via) {
    return new ClientRules(new Via(via), trusted, Optional.empty(), RequestLimits.DEFAULT);
  }

  private static Optional<Exchange> carried(
      HttpRequest decoded, TrustedProxies trusted, String via) {
    return carried(Exchanges.of(decoded, rules(trusted, via), summary -> {}));
  }

  private static Optional<Exchange> carried(Exchange exchange) {
    try {
      Identify.read(exchange);
      Admit.check(exchange);
      route(exchange);
    } catch (Refusal refusal) {
      assertThat(refusal.status()).isNotEqualTo(500);
      return Optional.empty();
    }
    PrepareRequest.prepare(exchange);
    return Optional.of(exchange);
  }

  private static void route(Exchange exchange) {
    String path = PlainPath.of(exchange.target.pathAndQuery());
    if (path.equals(PlainPath.NONE)) {
      throw Refusal.malformed(400, "path");
    }
    boolean app = APP.has(exchange.host, path);
    Rewriting rewriting = app ? TO_X : Rewriting.DEFAULT;
    Route.ToCluster route = new Route.ToCluster(app ? APP : ALL, null, rewriting);
    PathMapping mapping = PathMapping.of(app ? APP : ALL, rewriting);
    exchange.routeEntry =
        new RouteEntry(route, null, mapping, Exchanges.UNBOUNDED, Exchanges.UNBOUNDED);
  }

  private static void check(HttpRequest arrived, Exchange exchange) {
    HttpHeaders fields = arrived.headers();
    assertThat(arrived.decoderResult().isSuccess()).isTrue();
    assertThat(arrived.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(arrived.method().name()).isEqualTo(exchange.inbound.method());
    assertThat(arrived.uri())
        .isEqualTo(exchange.upstreamHead.pathAndQuery())
        .matches("(?s)/.*|\\*");
    assertThat(fields.getAll("Host")).hasSize(1).allMatch(Authority::isValid);
    assertThat(fields.getAll("Content-Length").size() + fields.getAll("Transfer-Encoding").size())
        .isLessThan(2);
    for (String vouched : List.of("X-Forwarded-For", "Forwarded", "Via")) {
      assertThat(fields.getAll(vouched)).hasSize(1);
    }
    List<String> known = exchange.client.isKnown() ? List.of(exchange.client.address()) : List.of();
    assertThat(fields.getAll("X-Real-IP")).isEqualTo(known);
    assertThat(fields.names())
        .filteredOn(name -> HopByHop.isAlways(name))
        .allMatch(name -> name.matches("(?i)connection|te|upgrade|transfer-encoding"));
  }
}
