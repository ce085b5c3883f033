package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteReader;
import org.rpicluster.balancer.sticky.RouteSignature;
import org.rpicluster.balancer.sticky.Stickiness;

class RouteReaderFuzzTest {

  private static final Stickiness BOTH =
      Stickiness.byCookie("R").parameter("r").semicolonEnds(true).issued(RouteCookie.DEFAULT);
  private static final Stickiness COOKIE = Stickiness.byCookie("R");

  private static final RouteSignature SIGNATURE =
      new RouteSignature("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private static final Stickiness SIGNED = BOTH.issued(RouteCookie.DEFAULT.signature(SIGNATURE));

  @FuzzTest(maxDuration = "40s")
  void aRoute_isWhatStandsThere_andOneOfOurOwnIsFound(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String decoded = new String(bytes, StandardCharsets.UTF_8); // as routes are
    List<String> lines = List.of(text.split("\n"));
    String url = lines.isEmpty() ? "" : lines.get(0);
    for (Stickiness stickiness : List.of(BOTH, COOKIE)) {
      RouteReader reader = new RouteReader(stickiness);
      String route = reader.routeOf(url, lines);
      assertThat(decoded).contains(route);
      assertThat(route).doesNotContain(";", "\n");
      assertThat(reader.hasForeignCookie(lines)).isIn(true, false);
    }
    assertThat(new RouteReader(SIGNED).routeOf(url, lines))
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            signed -> assertThat(decoded).contains(SIGNATURE.of(signed) + "." + signed));
    if (isRoute(text) && RouteCookie.canName(text)) {
      checkOwn(text, BOTH);
      checkOwn(text, SIGNED);
    }
  }

  private static boolean isRoute(String text) {
    try {
      Member.at("http://a").route(text).build();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkOwn(String route, Stickiness stickiness) {
    String set = stickiness.issued().orElseThrow().naming(stickiness, route, true);
    List<String> sent = List.of("a=b; " + set.substring(0, set.indexOf(';')));
    assertThat(new RouteReader(stickiness).routeOf("/", sent)).isEqualTo(route);
    assertThat(new RouteReader(stickiness).hasForeignCookie(sent)).isFalse();
  }
}
