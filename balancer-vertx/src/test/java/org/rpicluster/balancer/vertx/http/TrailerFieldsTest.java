package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "transfer-encoding",
        "Host",
        "Authorization",
        "Cookie",
        "Set-Cookie",
        "Content-Type",
        "X-Forwarded-For",
        "x-forwarded-anything",
        "X_Forwarded_For",
        "x.real!ip",
        "Content_Type",
        "Transfer~Encoding",
        "Forwarded",
        "Via",
        "Connection",
        "TE",
        ":path",
        ""
      })
  void fieldOfAHead_doesNotGoOn(String name) {
    assertThat(goingOn(name, List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Checksum", "Digest", "ETag", "grpc-status", "Server-Timing"})
  void fieldAboutTheBody_goesOn(String name) {
    assertThat(goingOn(name, List.of())).containsExactly(name + "=1");
  }

  @Test
  void fieldThatConnectionNominates_doesNotGoOn() {
    assertThat(goingOn("X-Checksum", List.of("x-checksum"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Role", "x-role", "X_Role", "X.ROLE"})
  void fieldThatARouteVouchesFor_doesNotGoOn(String name) {
    List<String> found = new ArrayList<>();
    TrailerFields.copy(
        List.of(Map.entry(name, "1")),
        List.of(),
        given -> CgiName.isSame("X-Role", given),
        (key, value) -> found.add(key));
    assertThat(found).isEmpty();
  }

  private static List<String> goingOn(String name, List<String> connection) {
    List<String> found = new ArrayList<>();
    TrailerFields.copy(
        List.of(Map.entry(name, "1")),
        connection,
        any -> false,
        (key, value) -> found.add(key + "=" + value));
    return found;
  }
}
