package org.rpicluster.balancer.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.sticky.RouteCookie.SameSite;
import org.rpicluster.balancer.sticky.RouteCookie.Secure;

class RouteCookieTest {

  private static final Stickiness STICKINESS = Stickiness.byCookie("ROUTEID");

  @Test
  void cookie_isWrittenAsApachesRecipeDoes_andReadAgain() {
    String field = RouteCookie.DEFAULT.naming(STICKINESS, "pi2", false);

    assertThat(field).isEqualTo("ROUTEID=.pi2; Path=/; HttpOnly; SameSite=Lax");
    assertThat(new RouteReader(STICKINESS).routeOf("/", List.of(field))).isEqualTo("pi2");
  }

  @Test
  void attributes_areWritten() {
    RouteCookie cookie =
        RouteCookie.DEFAULT
            .path("/app")
            .domain("pi.example")
            .httpOnly(false)
            .secure(Secure.ALWAYS)
            .sameSite(SameSite.NONE)
            .maxAge(Duration.ofHours(1));

    assertThat(cookie.naming(STICKINESS, "pi2", false))
        .isEqualTo(
            "ROUTEID=.pi2; Path=/app; Domain=pi.example; Max-Age=3600; Secure; SameSite=None");
    assertThat(RouteCookie.DEFAULT.sameSite(SameSite.UNSET).naming(STICKINESS, "pi2", false))
        .isEqualTo("ROUTEID=.pi2; Path=/; HttpOnly");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,   true,  true",
    "AUTO,   false, false",
    "ALWAYS, true,  true",
    "ALWAYS, false, true",
    "NEVER,  true,  false",
    "NEVER,  false, false",
  })
  void secure_goesByTheClientsConnection_ifItIsAuto(
      Secure secure, boolean encrypted, boolean written) {
    String field = RouteCookie.DEFAULT.secure(secure).naming(STICKINESS, "pi2", encrypted);

    assertThat(field.contains("; Secure")).isEqualTo(written);
  }

  @Test
  void signature_isTheSameForTheSameKey_andAnotherForAnother() {
    byte[] otherKey = new byte[16];
    otherKey[0] = 1;
    String mark = new RouteSignature(new byte[16]).of("pi2");

    assertThat(mark)
        .hasSize(RouteSignature.LENGTH)
        .isEqualTo(new RouteSignature(new byte[16]).of("pi2"));
    assertThat(mark).isNotEqualTo(new RouteSignature(otherKey).of("pi2"));
    assertThat(mark).isNotEqualTo(new RouteSignature(new byte[16]).of("pi1"));
  }

  @Test
  void badAttributes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteCookie.DEFAULT.path("app"))
        .withMessage("path: 'app' (expected: a path)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteCookie.DEFAULT.path("/a;b"))
        .withMessage("path: '/a;b' (expected: a path)");
    for (String bad : List.of("a b", ".a", "a.", "a..b", "-a", "a;b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RouteCookie.DEFAULT.domain(bad))
          .withMessage("domain: '%s' (expected: a host name)", bad);
    }
    for (Secure secure : List.of(Secure.AUTO, Secure.NEVER)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RouteCookie.DEFAULT.secure(secure).sameSite(SameSite.NONE))
          .withMessage("sameSite: none (expected: secure: true with it, or browsers drop it)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteCookie.DEFAULT.maxAge(Duration.ofMillis(999)))
        .withMessage("maxAge: PT0.999S (expected: 1s or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouteSignature(new byte[15]))
        .withMessage("key: 15 bytes (expected: 16 bytes or more)");
  }

  @Test
  void nameThatPromisesMoreThanItsAttributesKeep_isRefused() {
    RouteCookie secure = RouteCookie.DEFAULT.secure(Secure.ALWAYS);

    assertThat(Stickiness.byCookie("__Host-R").issued(secure).cookie()).isEqualTo("__Host-R");
    assertThat(Stickiness.byCookie("__Secure-R").issued(secure.path("/app")).issued()).isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie("__Secure-R").issued(RouteCookie.DEFAULT))
        .withMessage("cookie: __Secure-R (expected: secure: true with such a name)");
    for (RouteCookie bad :
        List.of(RouteCookie.DEFAULT, secure.path("/app"), secure.domain("pi.example"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stickiness.byCookie("__Host-R").issued(bad))
          .withMessage(
              "cookie: __Host-R (expected: secure: true, path: / and no domain with such a name)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byParameter("r").issued(secure))
        .withMessage("cookie: '' (expected: the name of the cookie to issue)");
  }
}
