package org.rpicluster.balancer.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {

  @Test
  void member_hasDefaults_andIsNamedByHostAndPort() {
    Member member = Member.of("http://192.168.1.101");

    assertThat(member.id()).isEqualTo("192.168.1.101:80");
    assertThat(member.weight()).isEqualTo(Weight.ONE);
    assertThat(member.set()).isZero();
    assertThat(member.role()).isEqualTo(Role.ACTIVE);
    assertThat(member.state()).isEqualTo(AdminState.ENABLED);
    assertThat(member.route()).isEmpty();
    assertThat(member.redirect()).isEmpty();
    assertThat(member.maxInFlight()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "http://pi1,          HTTP,  pi1,       80,   pi1:80,       http://pi1",
    "https://pi1,         HTTPS, pi1,       443,  pi1:443,      https://pi1",
    "HTTPS://pi1/,        HTTPS, pi1,       443,  pi1:443,      https://pi1",
    "http://pi1:8080/,    HTTP,  pi1,       8080, pi1:8080,     http://pi1:8080",
    "https://pi1:8443,    HTTPS, pi1,       8443, pi1:8443,     https://pi1:8443",
    "http://[::1]:8080,   HTTP,  ::1,       8080, [::1]:8080,   http://[::1]:8080",
    "h2c://pi1,           H2C,   pi1,       80,   pi1:80,       http://pi1",
    "h2://pi1,            H2,    pi1,       443,  pi1:443,      https://pi1",
    "unix:/run/app.sock,  UNIX,  localhost, 0,    app.sock,     http://localhost",
    "unix:///run/app,     UNIX,  localhost, 0,    app,          http://localhost",
    "redis://pi1:6379,    OTHER, pi1,       6379, pi1:6379,     redis://pi1:6379",
  })
  void address_comesFromTheUrl(
      String url, Scheme scheme, String host, int port, String id, String origin) {
    Member member = Member.of(url);

    assertThat(member.scheme()).isEqualTo(scheme);
    assertThat(member.host()).isEqualTo(host);
    assertThat(member.port()).isEqualTo(port);
    assertThat(member.id()).isEqualTo(id);
    assertThat(member.origin()).isEqualTo(origin).endsWith("://" + member.authority());
  }

  @Test
  void socketPath_isAsLongAsTheSystemTakesIt() {
    String longest = "unix:/" + "s".repeat(106);

    assertThat(Member.of(longest).url().getPath()).hasSize(107);
    assertThatIllegalArgumentException().isThrownBy(() -> Member.of(longest + "s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pi1/path",
        "http://user@pi1",
        "http://user:secret@pi1",
        "http://pi1?query",
        "http://pi1#fragment",
        "http://",
        "//pi1",
        "pi1",
        "pi1:80",
        "mailto:pi@pi1",
        "ftp://pi1",
        "unix:app.sock",
        "unix:/",
        "unix:/run/",
        "unix:/a%00b",
        "unix:/app.sock?x",
        "unix:/app.sock#x",
        "unix://host/app.sock",
        "http://pi 1",
        "",
      })
  void url_thatIsMoreOrLessThanAnOrigin_isRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Member.of(url))
        .withMessage(
            "url: %s (expected: scheme://host[:port] or unix:/path, and nothing else)", url);
  }

  @Test
  void url_withMoreLabelsThanAStackHasFrames_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Member.of("http://_" + ".a".repeat(100_000)))
        .withMessageEndingWith("(expected: scheme://host[:port] or unix:/path, and nothing else)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://pi1:0", "http://pi1:65536", "redis://pi1:99999"})
  void url_withAPortThatIsNone_isRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Member.of(url))
        .withMessage("url: %s (expected: a port from 1 to 65535)", url);
  }

  @Test
  void values_outOfRange_areRefused_byName() {
    MemberBuilder builder = Member.at("http://pi1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.id(" ").build())
        .withMessage("id: ' ' (expected: a name)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.id("pi1").set(100).build())
        .withMessage("set: 100 (expected: 0 to 99)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.set(-1).build())
        .withMessage("set: -1 (expected: 0 to 99)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.set(0).maxInFlight(-1).build())
        .withMessage("maxInFlight: -1 (expected: 0 for no limit, or more)");
  }

  @Test
  void probePort_isAPort_andNoneOfASocket() {
    assertThat(Member.of("http://pi1").probePort()).isZero();
    assertThat(Member.at("http://pi1").probePort(65_535).build().probePort()).isEqualTo(65_535);
    for (int bad : List.of(-1, 65_536)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Member.at("http://pi1").probePort(bad).build())
          .withMessage("probePort: %s (expected: 1 to 65535, or 0; 0 with unix:)", bad);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Member.at("unix:/run/app").probePort(81).build())
        .withMessage("probePort: 81 (expected: 1 to 65535, or 0; 0 with unix:)");
  }

  @Test
  void routes_thatWouldEndACookiesValue_areRefused() {
    String expected = "at most 128 letters without quotes, commas, semicolons and backslashes";

    for (String good : List.of("pi2.example:80", "b c", "größe")) {
      assertThat(Member.at("http://pi1").route(good).build().route()).isEqualTo(good);
    }
    for (String bad :
        List.of("a;b", " b", "b ", "a,b", "a\"b", "a\\b", "a\r\nb", "a\u0085", "r".repeat(129))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Member.at("http://pi1").route(bad).build())
          .withMessage("route: '%s' (expected: %s)", bad, expected);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Member.at("http://pi1").redirect(bad).build())
          .withMessage("redirect: '%s' (expected: %s)", bad, expected);
    }
  }

  @Test
  void edit_keepsWhatItDoesNotName() {
    Member member =
        Member.at("http://pi1:81")
            .id("one")
            .weight(2.5)
            .set(3)
            .role(Role.SPARE)
            .state(AdminState.DRAINING)
            .route("r1")
            .redirect("r2")
            .maxInFlight(9)
            .probePort(8081)
            .build();

    assertThat(member.but().build()).isEqualTo(member);
    assertThat(member.but().set(4).build()).isNotEqualTo(member);
  }
}
