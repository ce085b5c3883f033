package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/b",
        "/a/b?x=1",
        "/a/b?",
        "/a/b?x=/c",
        "/a//b",
        "//a/b",
        "/%61/b",
        "/a%2Fb",
        "/a/b;jsessionid=1",
        "/a;x=1/b",
        "/a/b;x=1?y"
      })
  void spellingsOfOnePath_areOne(String spelling) {
    assertThat(AskedPath.hash(spelling)).isEqualTo(AskedPath.hash("/a/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a", "/a/b/", "/a/B", "/ab", "/b/a", "/a/b%", "/a/b%2", "/a/%b", "*"})
  void otherPaths_areOthers(String other) {
    assertThat(AskedPath.hash(other)).isNotEqualTo(AskedPath.hash("/a/b"));
  }

  @ParameterizedTest
  @CsvSource({"GET, /a?x=2", "GET, /a", "GET, /a?x=1&y", "POST, /a?x=1", "GET, /b?x=1"})
  void otherMethodsAndQueries_areOtherQuestions(String method, String target) {
    assertThat(exactly(method, target)).isNotEqualTo(exactly("GET", "/a?x=1"));
  }

  @Test
  void sameQueryOfAnotherSpelling_isTheSameQuestion() {
    assertThat(exactly("GET", "//%61;v=1?x=1")).isEqualTo(exactly("GET", "/a?x=1"));
  }

  private static long exactly(String method, String target) {
    return AskedPath.exactly(AskedPath.hash(target), method, target);
  }

  @Test
  void emptyPath_isOne() {
    assertThat(AskedPath.hash("")).isEqualTo(AskedPath.hash("?x"));
  }
}
