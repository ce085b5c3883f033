package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.routing.ReverseRules.Renaming;

class ReverseRulesTest {

  private static final Predicate<Origin> MEMBERS =
      Origin.of("http://10.0.0.1:81").orElseThrow()::isSameAs;

  private static final ReverseRules RULES =
      new ReverseRules(
          List.of(
              new UrlRule(true, "/store/", "/shop/"),
              new UrlRule(false, "http://old.test/", "/old/"),
              new UrlRule(false, "/bare/", "/b/"),
              new UrlRule(false, "http://main.test", "/"),
              new UrlRule(false, "http://away.test/", "https://new.test/")),
          List.of(new Renaming("/store", "/shop"), new Renaming("/", "/loc/")),
          List.of(new Renaming("store.test", "a.test")));

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.1:81/store/x?y#z, http://a.test:8080/shop/x?y#z",
    "HTTP://10.0.0.1:81/store/, http://a.test:8080/shop/",
    "http://10.0.0.1:81/other, http://10.0.0.1:81/other",
    "https://10.0.0.1:81/store/x, https://10.0.0.1:81/store/x",
    "http://10.0.0.1/store/x, http://10.0.0.1/store/x",
    "http://old.test/a, http://a.test:8080/old/a",
    "http://OLD.test:80/a, http://a.test:8080/old/a",
    "https://old.test/a, https://old.test/a",
    "http://old.test:8080/a, http://old.test:8080/a",
    "/store/x, /store/x",
    "/bare/x, http://a.test:8080/b/x",
    "http://any.test/bare/x, http://a.test:8080/b/x",
    "//any.test/bare/x, //any.test/bare/x",
    "http://main.test/x, http://a.test:8080/x",
    "http://main.test, http://a.test:8080/",
    "http://away.test/x, https://new.test/x",
    "x, x"
  })
  void firstRule_thatHasTheUrl_decides(String said, String told) {
    assertThat(RULES.location(said, MEMBERS, "http://a.test:8080")).isEqualTo(told);
  }

  @Test
  void path_ofNoHostThatIsKnown_stays() {
    assertThat(RULES.location("http://old.test/a", MEMBERS, "")).isEqualTo("http://old.test/a");
    assertThat(RULES.location("http://away.test/a", MEMBERS, "")).isEqualTo("https://new.test/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "S=1; Path=/store; Domain=store.test; Secure | S=1; Path=/shop; Domain=a.test; Secure",
        "T=/store; domain=STORE.testx; path=/storex | T=/store; domain=a.test; path=/shop",
        "U=3;Path=/other | U=3;Path=/loc/",
        "V=4; Domain=b.test; Path | V=4; Domain=b.test; Path",
        "W=5 | W=5"
      })
  void cookie_hasTheFirstRenaming_thatFits(String said, String told) {
    assertThat(RULES.cookie(said)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"x, /a", "//h/x, /a", "ftp://h/, /a", "/x, a", "/x, //a", "/x, '/a b'"})
  void rule_thatCannotBeMeant_isRefused(String from, String to) {
    assertThatThrownBy(() -> new UrlRule(false, from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource({
    "https://b.test, http, a.test:81, https://b.test",
    "//b.test:8080, https, a.test, https://b.test:8080",
    "//b.test:443, https, a.test, https://b.test",
    "https://, http, a.test, https://a.test",
    "//:8080, http, a.test, http://a.test:8080",
    "//:8080, http, a.test:81, http://a.test:81",
    "//:80, http, '[::1]', 'http://[::1]'",
    "//:81, http, '[::1]', 'http://[::1]:81'",
    "//:81, http, '', ''",
  })
  void site_saysWhatTheClientDoesNot(String site, String scheme, String authority, String here) {
    assertThat(
            Rewriting.DEFAULT
                .back(ReverseMapping.DEFAULT.site(site))
                .back()
                .here(scheme, authority))
        .isEqualTo(here);
  }

  @ParameterizedTest
  @CsvSource({"//", "https://a/", "ftp://a", "a.test", "//a b", "//a:x", "https://a@b"})
  void site_thatIsNone_isRefused(String site) {
    assertThatThrownBy(() -> Rewriting.DEFAULT.back(ReverseMapping.DEFAULT.site(site)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site: " + site);
  }
}
