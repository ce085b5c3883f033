package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "KEEP-ALIVE",
        "HTTP2-Settings",
        "Proxy-Connection",
        "te",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Proxy",
        "Proxy-Authenticate",
        "Proxy-Authorization"
      })
  void fieldsOfOneHop_endHere(String name) {
    assertThat(HopByHop.isAlways(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "Cookie", "Content-Length", "Via", "Proxy-Status", "X-Connection"})
  void otherFields_goOn(String name) {
    assertThat(HopByHop.isAlways(name)).isFalse();
  }

  @Test
  void nominatedFields_areFoundInEveryLine() {
    assertThat(HopByHop.nominatedBy(List.of("keep-alive, X-A ,, TE", "close", "X-B").iterator()))
        .containsExactly("x-a", "x-b");
  }

  @Test
  void usualLines_nominateNobody() {
    assertThat(HopByHop.nominatedBy(List.of("keep-alive").iterator())).isEmpty();
    assertThat(HopByHop.nominatedBy(List.<String>of().iterator())).isEmpty();
  }
}
