package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberReferenceTest {

  private static final Match MATCH =
      new Match(Hosts.ANY, "/app", java.util.List.of("/app/private"));

  private final MemberReference mapped = reference("/x");

  @ParameterizedTest
  @CsvSource({
    "https://www.test/app/a, http://pi1:81/x/a",
    "https://WWW.test:443/app/a%20b?c, http://pi1:81/x/a%20b?c",
    "http://www.test/app/a, http://pi1:81/x/a",
    "https://www.test/app, http://pi1:81/x",
    "https://www.test/%61pp/a, http://pi1:81/x/a",
    "https://www.test/app/%C3%A4, http://pi1:81/x/%C3%A4",
    "/app/a, /x/a",
    "/other/a, https://www.test/other/a",
    "/app/private/a, https://www.test/app/private/a",
    "https://www.test/other/a, https://www.test/other/a",
    "https://www.test/app/private, https://www.test/app/private",
    "https://www.test/app/../b, https://www.test/app/../b",
    "https://www.test/apple, https://www.test/apple",
    "https://www.test:8443/app/a, https://www.test:8443/app/a",
    "https://other.test/app/a, https://other.test/app/a",
    "http://pi1:81/x/a, http://pi1:81/x/a",
    "//www.test/app/a, //www.test/app/a",
    "a/b, a/b",
    "'', ''",
  })
  void destination_isTheMembers_whereItIsTheRoutes(String said, String heard) {
    assertThat(mapped.destination(said)).isEqualTo(heard);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.test/app/a, http://pi1:81/app/a",
    "/app/a, /app/a",
  })
  void destination_withoutAnotherPrefix_keepsItsPath(String said, String heard) {
    assertThat(reference("/app").destination(said)).isEqualTo(heard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<https://www.test/app/a> (<urn:uuid:1> [\"e)\"]) | <http://pi1:81/x/a> (<urn:uuid:1> [\"e)\"])",
        "<https://www.test/app/a>(Not <urn:1>) <https://o.test/app/b> ([W/\"<x\"])"
            + " | <http://pi1:81/x/a>(Not <urn:1>) <https://o.test/app/b> ([W/\"<x\"])",
        "</app/a> (<https://www.test/app/lock>) | </x/a> (<https://www.test/app/lock>)",
        "(<urn:uuid:1>) ([\"e\"]) | (<urn:uuid:1>) ([\"e\"])",
        "<https://www.test/app/a | <https://www.test/app/a",
        "<https://www.test/app/a> (<urn | <https://www.test/app/a> (<urn",
        "(\"a | (\"a",
        "() | ()"
      })
  void taggedLists_areTheMembers_andTokensStay(String said, String heard) {
    assertThat(mapped.conditions(said)).isEqualTo(heard);
  }

  private static MemberReference reference(String to) {
    Origin here = Origin.of("https://www.test").orElseThrow();
    return new MemberReference(
        new PathMapping("/app", to),
        here::isSamePlaceAs,
        plain -> MATCH.has("www.test", plain),
        "https://www.test",
        "http://pi1:81");
  }
}
