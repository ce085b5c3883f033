package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.rpicluster.balancer.vertx.routing.Origin;

class TargetFuzzTest {

  /** Of a query the bytes beyond ASCII are carried, of a path they are not. */
  private static final String PATH_AND_QUERY = "/[!-~&&[^?\\\\]]*(?:\\?[!-~\\x80-\\xFF]*)?";

  @FuzzTest(maxDuration = "30s")
  void whatIsAsked_isAPathAndAnAuthority_orNothing(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    checkAuthority(text);
    checkAuthority(new String(bytes, StandardCharsets.UTF_8));
    for (boolean options : new boolean[] {false, true}) {
      Target target = Target.of(text, options);
      if (target != Target.INVALID) {
        assertThat(target.pathAndQuery()).matches(PATH_AND_QUERY + (options ? "|\\*" : ""));
        assertThat(target.path()).startsWith("/").doesNotContain("?");
        assertThat(target.authority().isEmpty() || Authority.isValid(target.authority())).isTrue();
        assertThat(Target.of(target.pathAndQuery(), options))
            .isEqualTo(new Target("", target.pathAndQuery()));
      }
    }
  }

  private static void checkAuthority(String text) {
    if (Authority.isValid(text)) {
      assertThat(text).matches("[!-~]+").doesNotContainPattern("[/@?#,\\\\%]");
      Origin origin = Origin.of("http://" + text + "/x").orElseThrow();
      assertThat(origin.port()).isBetween(0, 65_535);
      assertThat(origin.host()).isNotEmpty();
      assertThat(origin.length()).isEqualTo(7 + text.length());
    }
  }
}
