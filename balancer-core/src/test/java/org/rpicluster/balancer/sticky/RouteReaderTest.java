package org.rpicluster.balancer.sticky;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apache's reading of routes, row by row. */
class RouteReaderTest {

  private static final Stickiness BOTH = Stickiness.byCookie("JSESSIONID").parameter("jsessionid");

  private static final Stickiness SIGNED =
      Stickiness.byCookie("ROUTEID")
          .parameter("r")
          .issued(RouteCookie.DEFAULT.signature(new RouteSignature(new byte[16])));

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
    Stickiness ends = Stickiness.byParameter("jsessionid").semicolonEnds(true);

    assertThat(new RouteReader(ends).routeOf("/a;jsessionid=x.pi2;c=d", List.of()))
        .isEqualTo("pi2");
  }

  @Test
  void withoutASeparator_theWholeValueIsTheRoute() {
    Stickiness whole = Stickiness.byCookie("MEMBER").separator("");

    assertThat(new RouteReader(whole).routeOf("/", List.of("MEMBER=pi.2; a=b"))).isEqualTo("pi.2");
  }

  @Test
  void signedCookie_isBelieved_onlyWithItsMark() {
    RouteReader reader = new RouteReader(SIGNED);
    String issued = issued("pi2");

    assertThat(reader.routeOf("/", List.of("a=b; " + issued))).isEqualTo("pi2");
    assertThat(reader.routeOf("/", List.of(issued.replace("pi2", "pi1")))).isEmpty();
    assertThat(reader.routeOf("/", List.of("ROUTEID=.pi2"))).isEmpty();
    assertThat(reader.routeOf("/", List.of("ROUTEID=pi2"))).isEmpty();
  }

  @Test
  void signedOrNot_aRouteInTheUrlIsBelieved_asOneInACookieIs() {
    RouteReader reader = new RouteReader(SIGNED);
    String value = issued("pi2").replace("ROUTEID=", "");

    assertThat(reader.routeOf("/a?r=" + value, List.of())).isEqualTo("pi2");
    assertThat(reader.routeOf("/a?r=x.pi1", List.of())).isEmpty();
    assertThat(reader.routeOf("/a?r=x.pi1", List.of("ROUTEID=" + value))).isEqualTo("pi2");
  }

  private static String issued(String route) {
    return SIGNED.issued().orElseThrow().naming(SIGNED, route, false).replaceAll(";.*", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | false | no cookie",
        "a=b                        | false | another one",
        "JSESSIONID=                | false | nothing in it",
        "JSESSIONID=.pi2            | false | ours",
        "JSESSIONID=.               | false | ours, of no use",
        "JSESSIONID=0123456789-_abcdefghij.pi2 | true | 128 bits, as many an application has them",
        "JSESSIONID=D0C1.pi2        | true  | a session of Tomcat's",
        "a=.b; JSESSIONID=D0C1; c=.d | true | of one who knows no routes",
      })
  void cookieOfAnApplication_isToldFromOurs(String field, boolean foreign, String why) {
    assertThat(new RouteReader(BOTH).hasForeignCookie(List.of(field))).as(why).isEqualTo(foreign);
  }

  @Test
  void whereCookiesAreSigned_oneWithSomethingAsLongAsAMarkIsOurs() {
    RouteReader reader = new RouteReader(SIGNED);

    assertThat(reader.hasForeignCookie(List.of("ROUTEID=0123456789-_abcdefghij.pi2"))).isFalse();
    assertThat(reader.hasForeignCookie(List.of("ROUTEID=0123456789-_abcdefghi.pi2"))).isTrue();
  }

  @Test
  void withoutASeparator_everyCookieOfTheNameIsOurs() {
    Stickiness whole = Stickiness.byCookie("MEMBER").separator("");

    assertThat(new RouteReader(whole).hasForeignCookie(List.of("MEMBER=x"))).isFalse();
  }

  @Test
  void badNames_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie("a b"))
        .withMessage("cookie: 'a b' (expected: a cookie's name)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie(""))
        .withMessage("cookie: '' (expected: a name, if there is no parameter)");
    for (String separator : List.of("..", ";", ",", " ", "\"", "\\", "&", "?", "\t", "ä")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stickiness.byCookie("a").separator(separator))
          .withMessage(
              "separator: '%s' (expected: one character that a cookie's value may have, or none)",
              separator);
    }
    for (String separator : List.of("-", "_", "a", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SIGNED.separator(separator))
          .withMessageStartingWith(
              "separator: '" + separator + "' (expected: neither letter, digit");
    }
  }

  /** As Netty and we have fields: a character for each byte. */
  @Test
  void lettersBeyondAscii_comeInUtf8() {
    RouteReader reader = new RouteReader(Stickiness.byCookie("KÖRBCHEN"));
    String field = new String("KÖRBCHEN=1.größe".getBytes(UTF_8), ISO_8859_1);

    assertThat(reader.routeOf("/", List.of(field))).isEqualTo("größe");
    assertThat(new RouteReader(BOTH).routeOf("/", List.of("JSESSIONID=1.b c; d=e")))
        .isEqualTo("b c");
  }

  @Test
  void cookieThatIsIssued_hasANameInAscii() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stickiness.byCookie("KÖRBCHEN").issued(RouteCookie.DEFAULT))
        .withMessage("cookie: 'KÖRBCHEN' (expected: the name of a cookie to issue, in ASCII)");
    assertThat(RouteCookie.canName("pi2:80")).isTrue();
    assertThat(RouteCookie.canName("b c")).isFalse();
    assertThat(RouteCookie.canName("größe")).isFalse();
  }
}
