package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class ReverseFuzzTest {

  private static final String HERE = "http://here.test";

  private static final List<Reverse> REVERSES =
      List.of(
          new Reverse(PathMapping.of(Match.of("/"), Rewriting.DEFAULT)),
          new Reverse(
              PathMapping.of(
                  Match.of("/app"), Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/x")))),
          new Reverse(
              PathMapping.of(
                  Match.of("/app"), Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/")))));

  @FuzzTest(maxDuration = "40s")
  void whatAMemberSaysOfItself_isMappedOrLeft(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Reverse reverse : REVERSES) {
      String location = reverse.location(text, origin -> true, HERE);
      assertThat(location)
          .satisfiesAnyOf(
              same -> assertThat(same).isEqualTo(text),
              here -> assertThat(here).startsWith(HERE + "/"),
              path -> assertThat(path).startsWith("/").doesNotStartWith("//"));
      assertThat(reverse.location(text, origin -> false, HERE))
          .satisfiesAnyOf(
              same -> assertThat(same).isEqualTo(text),
              path -> assertThat(path).startsWith("/").doesNotStartWith("//"));
      checkCookie(text, reverse.cookie(text, host -> true, "here.test"));
      assertThat(reverse.cookie(text, host -> false, "")).satisfies(c -> checkCookie(text, c));
    }
    checkChanges(text);
  }

  private static void checkCookie(String text, String mapped) {
    List<String> before = List.of(text.split(";", -1));
    List<String> after = List.of(mapped.split(";", -1));
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.get(0)).isEqualTo(before.get(0));
    for (int i = 0; i < after.size(); i++) {
      assertThat(nameOf(after.get(i))).isEqualTo(nameOf(before.get(i)));
    }
  }

  private static String nameOf(String attribute) {
    int equals = attribute.indexOf('=');
    return equals < 0 ? attribute : attribute.substring(0, equals);
  }

  private static void checkChanges(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return;
    }
    try {
      String name = text.substring(0, equals);
      new FieldChanges(Map.of(name, text.substring(equals + 1)), List.of(name));
      assertThat(text).matches("[!-~]+=[ -~\t]+").doesNotMatch("(?i)(connection|via)=.*");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }
}
