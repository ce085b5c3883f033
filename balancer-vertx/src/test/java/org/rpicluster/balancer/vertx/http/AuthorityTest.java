package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.test",
        "A.TEST:80",
        "a_b",
        "10.0.0.1:8080",
        "[::1]",
        "[fe80::1]:443",
        "a:"
      })
  void hostWithOrWithoutPort_isValid(String text) {
    assertThat(Authority.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a b",
        "a,b",
        "me@a",
        "a/b",
        "a\\b",
        "a:b",
        "a:80:80",
        "a:65536",
        "a:-1",
        "[]",
        "[::1",
        "[::1]x",
        "[a]:",
        "[::1]:x",
        "::1",
        "a\u0000",
        "a%41",
        "\u00fc",
        "[f\u07c1]"
      })
  void anythingElse_isNot(String text) {
    assertThat(Authority.isValid(text)).isFalse();
  }
}
