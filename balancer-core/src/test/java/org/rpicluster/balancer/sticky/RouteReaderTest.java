package org.rpicluster.balancer.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apache's reading of routes, row by row. */
class RouteReaderTest {

  private static final Stickiness BOTH =
      new Stickiness("JSESSIONID", "jsessionid", ".", false, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a;jsessionid=x.pi2              | pi2    | after a semicolon",
        "/a?jsessionid=x.pi2              | pi2    | at the beginning of the query",
        "/a?b=c&jsessionid=x.pi2&d=e      | pi2    | up to the ampersand",
        "/a;jsessionid=x.pi2?b=c          | pi2    | up to the question mark",
        "/a;jsessionid=x.pi2/b            | pi2/b  | a slash does not end it",
        "/a;jsessionid=x.pi2;c=d          | pi2;c=d | nor a semicolon",
        "/a;jsessionid=x.y.z              | y.z    | the first separator counts",
        "/a?xjsessionid=x.pi1             | ''     | another name that ends like it",
        "/a?xjsessionid=x.pi1&jsessionid=x.pi2 | pi2 | and the right one behind it",
        "/a?jsessionids=x.pi1             | ''     | another name that begins like it",
        "/a?JSESSIONID=x.pi2              | ''     | another case",
        "/a?jsessionid=pi2                | ''     | no separator, no route",
        "/a?jsessionid=x.                 | ''     | nothing behind it",
        "/a?jsessionid=                   | ''     | no value",
        "/a?jsessionid=x&b=y.pi1          | ''     | a separator in the next parameter",
        "/a?jsessionid                    | ''     | no equals sign",
      })
  void url(String url, String route, String why) {
    assertThat(new RouteReader(BOTH).routeOf(url, List.of())).as(why).isEqualTo(route);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSESSIONID=x.pi2                 | pi2    | alone",
        "a=b; JSESSIONID=x.pi2; c=d       | pi2    | among others",
        "a=b,JSESSIONID=x.pi2,c=d         | pi2    | commas",
        "JSESSIONID  =x.pi2               | pi2    | blanks before the equals sign",
        "JSESSIONID= x.pi2                | pi2    | and behind it",
        "JSESSIONID=\"x.pi2\"             | pi2\"  | quotes are part of it",
        "JSESSIONID=x.%70i2               | %70i2  | nothing is decoded",
        "JSESSIONID=x.a.b                 | a.b    | the first separator counts",
        "XJSESSIONID=x.pi1                | ''     | another name that ends like it",
        "XJSESSIONID=x.pi1; JSESSIONID=x.pi2 | pi2 | and the right one behind it",
        "JSESSIONIDS=x.pi1                | ''     | another name that begins like it",
        "jsessionid=x.pi1                 | ''     | another case",
        "JSESSIONID=x.pi1; JSESSIONID=x.pi2 | pi1  | the first counts",
        "JSESSIONID=pi2                   | ''     | no separator, no route",
        "JSESSIONID=x; a=y.pi1            | ''     | a separator in the next cookie",
        "JSESSIONID                       | ''     | no equals sign",
      })
  void cookie(String field, String route, String why) {
    assertThat(new RouteReader(BOTH).routeOf("/a", List.of(field))).as(why).isEqualTo(route);
  }

  @Test
  void url_goesBeforeTheCookie_evenWithoutARoute() {
    RouteReader reader = new RouteReader(BOTH);
    List<String> cookies = List.of("JSESSIONID=x.pi1");

    assertThat(reader.routeOf("/a;jsessionid=x.pi2", cookies)).isEqualTo("pi2");
    assertThat(reader.routeOf("/a;jsessionid=x", cookies)).isEmpty();
    assertThat(reader.routeOf("/a", cookies)).isEqualTo("pi1");
  }

  @Test
  void cookie_mayBeInAnyField_theFirstThatHasItCounts() {
    assertThat(new RouteReader(BOTH).routeOf("/", List.of("a=b", "JSESSIONID=x.pi2", "c=d")))
        .isEqualTo("pi2");
  }

  @Test
  void semicolon_endsAValueInTheUrl_ifItIsToldSo() {
    Stickiness ends = new Stickiness("", "jsessionid", ".", true, false);

    assertThat(new RouteReader(ends).routeOf("/a;jsessionid=x.pi2;c=d", List.of()))
        .isEqualTo("pi2");
  }

  @Test
  void withoutASeparator_theWholeValueIsTheRoute() {
    Stickiness whole = new Stickiness("MEMBER", "", "", false, false);

    assertThat(new RouteReader(whole).routeOf("/", List.of("MEMBER=pi.2; a=b"))).isEqualTo("pi.2");
  }

  @Test
  void signedCookie_isBelieved_onlyWithItsMark() {
    Optional<RouteSignature> signature = Optional.of(new RouteSignature(new byte[16]));
    Stickiness stickiness = Stickiness.byCookie("ROUTEID");
    RouteCookie cookie = new RouteCookie("/", false, true, "Lax", signature);
    RouteReader reader = new RouteReader(stickiness, signature);
    String issued = cookie.naming(stickiness, "pi2").replaceAll(";.*", "");

    assertThat(reader.routeOf("/", List.of("a=b; " + issued))).isEqualTo("pi2");
    assertThat(reader.routeOf("/", List.of(issued.replace("pi2", "pi1")))).isEmpty();
    assertThat(reader.routeOf("/", List.of("ROUTEID=.pi2"))).isEmpty();
    assertThat(reader.routeOf("/", List.of("ROUTEID=pi2"))).isEmpty();
  }

  @Test
  void badNames_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie("a b"))
        .withMessage("cookie: 'a b' (expected: a cookie's name)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie(""))
        .withMessage("cookie: '' (expected: a name, if there is no parameter)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stickiness("a", "", "..", false, false))
        .withMessage("separator: .. (expected: one character, or none)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RouteReader(
                    new Stickiness("a", "", "-", false, false),
                    Optional.of(new RouteSignature(new byte[16]))))
        .withMessageStartingWith("separator: '-' (expected: neither letter, digit");
  }
}
