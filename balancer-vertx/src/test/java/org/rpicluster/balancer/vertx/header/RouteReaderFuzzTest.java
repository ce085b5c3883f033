package org.rpicluster.balancer.vertx.header;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.RouteReader;
import org.rpicluster.balancer.sticky.RouteSignature;
import org.rpicluster.balancer.sticky.Stickiness;

class RouteReaderFuzzTest {

  private static final Stickiness STICKINESS = new Stickiness("R", "r", ".", true, false);
  private static final Stickiness COOKIE = Stickiness.byCookie("R");

  private static final Optional<RouteSignature> SIGNATURE =
      Optional.of(new RouteSignature("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

  @FuzzTest(maxDuration = "40s")
  void aRoute_isWhatStandsThere_andOneOfOurOwnIsFound(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = List.of(text.split("\n"));
    String url = lines.isEmpty() ? "" : lines.get(0);
    for (Stickiness stickiness : List.of(STICKINESS, COOKIE)) {
      String route = new RouteReader(stickiness).routeOf(url, lines);
      assertThat(text).contains(route);
      assertThat(route).doesNotContain(";", "\n");
    }
    assertThat(new RouteReader(COOKIE, SIGNATURE).routeOf(url, lines))
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            signed -> assertThat(text).contains(SIGNATURE.orElseThrow().of(signed) + "." + signed));
    if (RouteCookie.canCarry(text)) {
      checkOwn(text, Optional.empty());
      checkOwn(text, SIGNATURE);
    }
  }

  private static void checkOwn(String route, Optional<RouteSignature> signature) {
    RouteCookie cookie = new RouteCookie("/", true, true, "None", signature);
    String set = cookie.naming(COOKIE, route);
    String sent = "a=b; " + set.substring(0, set.indexOf(';'));
    assertThat(new RouteReader(COOKIE, signature).routeOf("/", List.of(sent))).isEqualTo(route);
  }
}
