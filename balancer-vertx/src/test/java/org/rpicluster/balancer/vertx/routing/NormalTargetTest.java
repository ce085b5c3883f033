package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;

/** One spelling for each path, as httpd has it. */
class NormalTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b?c=%2e%2e//, /a/b?c=%2e%2e//",
    "/%73ame/caf%c3%a9, /same/caf%C3%A9",
    "//same//x/, /same/x/",
    "/same/%2e%2e/x, /x",
    "/a/./b/.., /a/",
    "/a/b/../../c, /c",
    "/.., ''",
    "/a/../../b, ''",
    "/a%00b, ''",
    "/a%zz, ''",
    "/a%2, ''",
    "/a%2Fb, /a%2Fb",
    "/a/%2e%2e%2fb, /a/..%2Fb",
    "/a\"b, /a%22b",
    "/a%3Bb;c=d, /a;b;c=d",
    "/a%5cb, /a%5Cb",
    "/..., /...",
    "/, /",
    "*, *",
  })
  void path_hasOneSpelling(String target, String normal) {
    assertThat(NormalTarget.of(target, EncodedSlashes.KEEP).orElse("")).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({"/a%2Fb, /a/b", "/a/..%2fb, /b", "/%2f%2F, /"})
  void escapedSlash_isASlashWhereItIsDecoded(String target, String normal) {
    assertThat(NormalTarget.of(target, EncodedSlashes.DECODE)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a?b=%2f", "/%25", "/%2e"})
  void targetWithoutOne_hasNoEscapedSlash(String target) {
    assertThat(NormalTarget.hasEncodedSlash(target)).isFalse();
  }
}
