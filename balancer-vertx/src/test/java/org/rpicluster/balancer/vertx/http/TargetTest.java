package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void originForm_isKeptAsItIs() {
    Target target = Target.of("/a%2Fb//c?d=%00&e", false);
    assertThat(target.pathAndQuery()).isEqualTo("/a%2Fb//c?d=%00&e");
    assertThat(target.path()).isEqualTo("/a%2Fb//c");
    assertThat(target.authority()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a?p=C:\\temp",
        "/?\\",
        "/a?q=\"<>^`{|}\"",
        "/a\"<>^`{|}",
        "/?a[]=1&b='c'",
        "/?\u0080\u00ff"
      })
  void whatBrowsersSendRaw_isKeptAsItIs(String text) {
    assertThat(Target.of(text, false).pathAndQuery()).isEqualTo(text);
    assertThat(Target.of("http://a.test" + text, false)).isEqualTo(new Target("a.test", text));
  }

  @Test
  void absoluteForm_givesItsAuthority() {
    assertThat(Target.of("http://a.test:81/x?y", false)).isEqualTo(new Target("a.test:81", "/x?y"));
    assertThat(Target.of("HTTPS://a.test", false)).isEqualTo(new Target("a.test", "/"));
    assertThat(Target.of("http://a.test?y", false)).isEqualTo(new Target("a.test", "/?y"));
  }

  @Test
  void asterisk_isForOptionsOnly() {
    assertThat(Target.of("*", true).pathAndQuery()).isEqualTo("*");
    assertThat(Target.of("*", false)).isSameAs(Target.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a:80",
        "/#",
        "/ ",
        "/\t",
        "/\u007f",
        "/\u00fc",
        "/?\u0100",
        "/?#",
        "/\\",
        "http://",
        "//a@b c"
      })
  void anythingElse_isInvalid(String text) {
    assertThat(Target.of(text, true)).isSameAs(Target.INVALID);
  }
}
