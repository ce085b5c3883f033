package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {

  @ParameterizedTest
  @CsvSource({
    "*, /",
    "/%61dmin, /admin",
    "/admin%2f, /admin/",
    "/admin%2Fx?a=%zz, /admin/x",
    "//admin///x, /admin/x",
    "/%2f/admin, /admin",
    "/admin;x, /admin",
    "/admin;x/y;z?q, /admin/y",
    "/admin%3bx, /admin",
    "/;a/admin, /admin",
    "/a%5cb, /a/b",
    "/%2561dmin, /%61dmin",
    "/a%3fb, /a?b",
    "/.well-known/x, /.well-known/x",
    "/.../x, /.../x",
    "/..a;b/x, /..a/x",
  })
  void spelling_isMadePlain(String target, String plain) {
    assertThat(PlainPath.of(target)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/./admin",
        "/x/../admin",
        "/x/..",
        "/x/.?q",
        "/x/%2e%2e/admin",
        "/x%2f..%2fadmin",
        "/x/..%5cadmin",
        "/x/..;/admin",
        "/%2e",
        "/admin%00",
        "/a%0d%0ab",
        "/a%7f",
        "/a%",
        "/a%4",
        "/a%zz",
        "/%u0061dmin",
        "/a%+1",
      })
  void whatServersReadDifferently_isRefused(String target) {
    assertThat(PlainPath.of(target)).isEqualTo(PlainPath.NONE);
  }

  @Test
  void usualPath_isItsOwnPlainPath() {
    String target = "/a.b/c-d_e~f/?x=%2e&y=//..;z";

    assertThat(PlainPath.of(target)).isSameAs(target);
  }

  /** Plain again is the same: a spelling can be hidden inside another one only by escaping %. */
  @Property
  void plainPath_hasOneSlashEach_andNoDotSegment(
      @ForAll
          @Chars({'/', '.', ';', '%', '2', 'e', 'f', '5', 'c', 'a'})
          @CharRange(from = 'a', to = 'c')
          @StringLength(max = 24)
          String text) {
    String plain = PlainPath.of("/" + text);

    assertThat(plain).doesNotContain("//", "/./", "/../");
    assertThat(plain)
        .satisfiesAnyOf(p -> assertThat(p).startsWith("/"), p -> assertThat(p).isEmpty());
  }

  @Property
  void writtenLength_cutsAtTheSamePlace(
      @ForAll @Chars({'/', ';', '%', '2', '6', '1', 'f', 'a'}) @StringLength(max = 24) String text,
      @ForAll @IntRange(max = 24) int length) {
    String target = "/" + text;
    String plain = PlainPath.of(target);
    if (!plain.isEmpty() && length > 0 && length <= plain.length()) {
      String start = target.substring(0, PlainPath.writtenLength(target, length));
      assertThat(PlainPath.of(start)).isEqualTo(plain.substring(0, length));
    }
  }
}
