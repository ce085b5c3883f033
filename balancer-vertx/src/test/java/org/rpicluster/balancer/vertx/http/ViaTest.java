package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViaTest {

  private final Via via = new Via("balancer-1");

  @Test
  void own_isAppended() {
    assertThat(via.afterHttp11(List.of())).isEqualTo("1.1 balancer-1");
    assertThat(via.afterHttp10(List.of("1.1 a", "HTTP/2 b (c)")))
        .isEqualTo("1.1 a, HTTP/2 b (c), 1.0 balancer-1");
    assertThat(via.afterHttp2(List.of("1.1 a"))).isEqualTo("1.1 a, 2.0 balancer-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1 balancer-1",
        "1.1 a,HTTP/1.1\tbalancer-1",
        "1.1 a, 1.0  balancer-1 (here), 1.1 b"
      })
  void messageThatWasHere_isKnown(String line) {
    assertThat(via.isIn(List.of("1.1 x", line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "balancer-1", "1.1 balancer-10", "1.1 a (balancer-1)", "1.1 a balancer-1"})
  void anotherProxy_isNotTakenForThisOne(String line) {
    assertThat(via.isIn(List.of(line))).isFalse();
  }
}
