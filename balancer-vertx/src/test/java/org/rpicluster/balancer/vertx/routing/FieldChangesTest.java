package org.rpicluster.balancer.vertx.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldChangesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host", "connection", "Content-Length", "transfer-encoding", "Upgrade", "TE", "Trailer",
        "Keep-Alive", "Expect", "X-Forwarded-For", "X_Forwarded_Proto", "Forwarded", "Via", "",
        "a b", "a:b", "a\r\nb",
      })
  void fieldThatARouteMustNotTouch_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FieldChanges(Map.of(name, "x"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FieldChanges(Map.of(), List.of(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\r\nb: c", "a\0", "ä"})
  void valueThatCouldNotStandInAMessage_isRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FieldChanges(Map.of("X-A", value), List.of()));
  }

  @Test
  void usualChanges_areTaken() {
    FieldChanges changes =
        new FieldChanges(
            Map.of("Strict-Transport-Security", "max-age=1; includeSubDomains"), List.of("Server"));

    assertThat(changes.isEmpty()).isFalse();
    assertThat(FieldChanges.NONE.isEmpty()).isTrue();
  }
}
