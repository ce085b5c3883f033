package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTest {

  @ParameterizedTest
  @CsvSource({
    "/, /, true",
    "/, /app, true",
    "/app, /app, true",
    "/app, /app/x, true",
    "/app, /app?x, true",
    "/app, /apple, false",
    "/app, /ap, false",
    "/app, /APP, false",
    "/app/, /app/x, true",
    "/app/, /app, false",
    "/app, /, false",
  })
  void prefix_hasWholeSegments(String prefix, String path, boolean has) {
    assertThat(Match.of(prefix).has("", path)).isEqualTo(has);
    boolean query = path.contains("?");
    assertThat(query || Match.of(prefix).covers(Match.of(path)) == has).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a.test, a.test, true",
    "a.test, A.Test, true",
    "a.test, a.test., true",
    "a.test, a.test:80, true",
    "a.test, a.test.:8080, true",
    "a.test, a.test:, true",
    "a.test, b.a.test, false",
    "a.test, xa.test, false",
    "a.test, a.test.evil, false",
    "a.test, a.test.., false",
    "a.test, '', false",
    "*.a.test, b.a.test, true",
    "*.a.test, c.B.A.test.:1, true",
    "*.a.test, a.test, false",
    "*.a.test, .a.test, false",
    "*.a.test, xa.test, false",
    "[::1], [::1]:80, true",
    "[::1], [::1], true",
    "[::1], [::2], false",
    "127.0.0.1, 127.0.0.1:8080, true",
  })
  void host_isTheSameHoweverItIsSpelt(String host, String authority, boolean has) {
    assertThat(at(host, "/").has(authority, "/")).isEqualTo(has);
  }

  @Test
  void severalHosts_areAlternatives() {
    Match match = at("a.test b.test", "/");

    assertThat(match.has("b.test", "/")).isTrue();
    assertThat(match.has("c.test", "/")).isFalse();
  }

  @Test
  void exception_isLeftToOthers() {
    Match match = new Match(Hosts.ANY, "/app", List.of("/app/static", "/app/x"));

    assertThat(match.has("", "/app/a")).isTrue();
    assertThat(match.has("", "/app/statics")).isTrue();
    assertThat(match.has("", "/app/static")).isFalse();
    assertThat(match.has("", "/app/x/y?z")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a.test, true",
    "a.test, '', false",
    "a.test, A.TEST, true",
    "a.test, b.test, false",
    "a.test b.test, b.test, true",
    "b.test, a.test b.test, false",
    "*.test, a.test, true",
    "*.test, *.a.test, true",
    "*.a.test, *.test, false",
    "a.test, *.test, false",
  })
  void cover_goesByHostAsWell(String hosts, String others, boolean covers) {
    assertThat(at(hosts, "/").covers(at(others, "/app"))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/x, /app/x, '', false",
    "/app/x, /app/x/y, '', false",
    "/app/x, /app, '', false",
    "/app/x, /app/y, '', true",
    "/app/x, /app, /app/x, true",
  })
  void exception_coversNothing(String exception, String path, String alsoExcept, boolean covers) {
    Match first = new Match(Hosts.ANY, "/", List.of(exception));
    List<String> except = alsoExcept.isEmpty() ? List.of() : List.of(alsoExcept);

    assertThat(first.covers(new Match(Hosts.ANY, path, except))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app | a path that begins with /",
        "/a b?c#d | an escape, %20, at character 3",
        "/a?b#c | no ?, a route goes by the path alone",
        "/a#b | no #, a route goes by the path alone",
        "/aä | an escape, %C3%A4, at character 3",
        "/a;b | no ;, a route goes by the path alone",
        "/a%2Fb | no escaped / ; ? or \\",
        "/a%3fb | no escaped / ; ? or \\",
        "/a//b | no empty or dot segment, and no broken escape",
        "/a/../b | no empty or dot segment, and no broken escape",
        "/a%2e/%2e%2e | no empty or dot segment, and no broken escape",
        "/a%zz | no empty or dot segment, and no broken escape",
      })
  void pathThatNoRequestCouldMatch_isRefusedWithItsReason(String path, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Match.of(path))
        .withMessage("path: '" + path + "' (expected: " + reason + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "/my%20files, /my%20files/x, /my%20files",
    "/my%20files, /%6dy%20files, /my%20files",
    "/caf%c3%a9, /caf%C3%A9?x, /caf%C3%A9",
    "/%61bc, /abc, /abc",
    "/a%25b, /a%25b, /a%25b",
  })
  void escapedPrefix_hasWhateverIsSpeltLikeIt(String prefix, String target, String shown) {
    assertThat(Match.of(prefix).has("", PlainPath.of(target))).isTrue();
    assertThat(Match.of(prefix)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a.test:80", "a.test.", "*", "*.*.test", "a..b", "http://a", "a b", "ä"})
  void hostThatNoRequestCouldHave_isRefused(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Hosts(List.of(host)));
  }

  private static Match at(String hosts, String path) {
    List<String> names = hosts.isEmpty() ? List.of() : Arrays.asList(hosts.split(" "));
    return new Match(new Hosts(names), path, List.of());
  }

  @Test
  void openName_hasAllThatBeginSo() {
    Hosts open = new Hosts(List.of("www.shop.*"));

    assertThat(List.of("www.shop.org", "WWW.Shop.co.uk:8080", "www.shop.a.")).allMatch(open::have);
    assertThat(List.of("www.shop", "www.shop.", "shop.org", "www.shops.org", "a.www.shop.org", ""))
        .noneMatch(open::have);
    List<Hosts> both = List.of(open, new Hosts(List.of("www.shop.org")));
    assertThat(new HostTable(both).first("www.shop.org", "/", (i, path) -> true)).isZero();
    assertThat(new HostTable(both).first("www.shop.org", "/", (i, path) -> i > 0)).isEqualTo(1);
  }
}
