package org.rpicluster.balancer.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteCookieTest {

  private static final Stickiness STICKINESS = Stickiness.byCookie("ROUTEID");

  @Test
  void cookie_isWrittenAsApachesRecipeDoes_andReadAgain() {
    String field = RouteCookie.DEFAULT.naming(STICKINESS, "pi2");

    assertThat(field).isEqualTo("ROUTEID=.pi2; Path=/; HttpOnly; SameSite=Lax");
    assertThat(new RouteReader(STICKINESS).routeOf("/", List.of(field))).isEqualTo("pi2");
  }

  @Test
  void attributes_areWritten() {
    RouteCookie cookie = new RouteCookie("/app", true, false, "None", Optional.empty());

    assertThat(cookie.naming(STICKINESS, "pi2"))
        .isEqualTo("ROUTEID=.pi2; Path=/app; Secure; SameSite=None");
  }

  @Test
  void signature_isTheSameForTheSameKey_andAnotherForAnother() {
    byte[] otherKey = new byte[16];
    otherKey[0] = 1;
    String mark = new RouteSignature(new byte[16]).of("pi2");

    assertThat(mark).hasSize(22).isEqualTo(new RouteSignature(new byte[16]).of("pi2"));
    assertThat(mark).isNotEqualTo(new RouteSignature(otherKey).of("pi2"));
    assertThat(mark).isNotEqualTo(new RouteSignature(new byte[16]).of("pi1"));
  }

  @Test
  void routes_thatWouldBreakTheField_cannotBeCarried() {
    assertThat(RouteCookie.canCarry("pi2.example:8080")).isTrue();
    for (String bad : List.of("a;b", "a b", "a,b", "a\"b", "a\\b", "a\r\nb", "ä")) {
      assertThat(RouteCookie.canCarry(bad)).as(bad).isFalse();
    }
  }

  @Test
  void badAttributes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteCookie("app", false, true, "Lax", Optional.empty()))
        .withMessage("path: 'app' (expected: a path)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteCookie("/a;b", false, true, "Lax", Optional.empty()))
        .withMessage("path: '/a;b' (expected: a path)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteCookie("/", false, true, "lax", Optional.empty()))
        .withMessage("sameSite: lax (expected: Strict, Lax or None)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteCookie("/", false, true, "None", Optional.empty()))
        .withMessage("sameSite: None (expected: secure: true with it, or browsers drop it)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteSignature(new byte[15]))
        .withMessage("key: 15 bytes (expected: 16 bytes or more)");
  }
}
