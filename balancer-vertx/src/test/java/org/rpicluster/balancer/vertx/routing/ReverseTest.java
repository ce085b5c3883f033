package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReverseTest {

  private static final String HERE = "https://www.test:8443";

  @ParameterizedTest
  @CsvSource({
    "http://pi1/x/a?b#c, https://www.test:8443/app/a?b#c",
    "HTTP://PI1:80/x, https://www.test:8443/app",
    "http://pi1/x?b, https://www.test:8443/app?b",
    "/x/a, /app/a",
    "http://pi1/other, http://pi1/other",
    "/other, /other",
    "http://pi1:81/x/a, http://pi1:81/x/a",
    "https://pi1/x/a, https://pi1/x/a",
    "http://pi10/x/a, http://pi10/x/a",
    "http://pi1@evil.test/x, http://pi1@evil.test/x",
    "http://pi1.evil.test/x, http://pi1.evil.test/x",
    "//pi1/x/a, https://www.test:8443/app/a",
    "//pi1:81/x/a, //pi1:81/x/a",
    "//evil.test/x/a, //evil.test/x/a",
    "a/b, a/b",
    "?q, ?q",
    "'', ''",
  })
  void location_ofAMember_isMapped(String said, String heard) {
    Reverse reverse = new Reverse(new PathMapping("/app", "/x"));

    assertThat(reverse.location(said, ReverseTest::isPi1, HERE)).isEqualTo(heard);
  }

  @ParameterizedTest
  @CsvSource({
    "http://pi1, http://pi1, true",
    "http://pi1, https://pi1, true",
    "http://pi1, https://PI1.:443, true",
    "http://pi1, https://pi1:80, true",
    "http://pi1, http://pi1:443, false",
    "http://pi1, https://pi1:8443, false",
    "http://pi1:81, https://pi1:81, true",
    "http://pi1:81, https://pi1, false",
    "https://pi1, http://pi1, true",
    "https://pi1:8443, http://pi1:8443, true",
    "http://[::1]:81, https://[::1]:81, true",
    "http://my_app:81, https://my_app:81, true",
    "http://pi1, https://pi2, false",
  })
  void origin_isTheSamePlace_withEitherScheme(String member, String said, boolean same) {
    Origin origin = Origin.of(said).orElseThrow();

    assertThat(origin.isSamePlaceAs(Origin.of(member).orElseThrow())).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "http://pi1, https://www.test:8443/",
    "http://pi1?a, https://www.test:8443/?a",
    "http://pi1/a//b, https://www.test:8443/a//b",
    "/a, /a",
  })
  void location_withoutMapping_keepsItsPath(String said, String heard) {
    Reverse reverse = new Reverse(new PathMapping("/", "/"));

    assertThat(reverse.location(said, ReverseTest::isPi1, HERE)).isEqualTo(heard);
  }

  /** The last two are PR 61560 of Apache's: only attributes are mapped, not what looks like one. */
  @ParameterizedTest
  @CsvSource({
    "a=b, a=b",
    "a=b; Path=/x, a=b; Path=/app",
    "a=b;path=/x/y;HttpOnly, a=b;path=/app/y;HttpOnly",
    "a=b; Path=/x/, a=b; Path=/app",
    "a=b; Path=/, a=b; Path=/",
    "a=b; Domain=pi1; Path=/x; Secure, a=b; Domain=www.test; Path=/app; Secure",
    "a=b; DOMAIN=.PI1, a=b; DOMAIN=www.test",
    "a=b; Domain=other.test, a=b; Domain=other.test",
    "'a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT', 'a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT'",
    "__Host-a=b; Path=/x, __Host-a=b; Path=/x",
    "path=/x, path=/x",
    "a=path=/x; domain=pi1, a=path=/x; domain=www.test",
  })
  void cookie_isMapped(String said, String heard) {
    Reverse reverse = new Reverse(new PathMapping("/app", "/x"));

    assertThat(reverse.cookie(said, "pi1"::equalsIgnoreCase, "www.test")).isEqualTo(heard);
  }

  @ParameterizedTest
  @CsvSource({"a=b; Path=/, a=b; Path=/app", "a=b; Path=/y, a=b; Path=/app/y"})
  void cookie_ofAMemberMappedFromItsRoot_isForTheRouteOnly(String said, String heard) {
    Reverse reverse = new Reverse(new PathMapping("/app", "/"));

    assertThat(reverse.cookie(said, host -> false, "www.test")).isEqualTo(heard);
  }

  private static boolean isPi1(Origin origin) {
    return !origin.tls() && origin.port() == 80 && origin.host().equalsIgnoreCase("pi1");
  }
}
