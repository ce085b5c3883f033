package org.rpicluster.balancer.vertx.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:0", "0.0.0.0:65535", "localhost:80", "pi-1.local:8080", "[::1]:8080"})
  void address_isWrittenAsItWasRead(String text) {
    assertThat(ListenAddress.parse(text)).hasToString(text);
  }

  @Test
  void bracketsOfIpv6_areNotPartOfTheHost() {
    assertThat(ListenAddress.parse("[fe80::1]:1").host()).isEqualTo("fe80::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080",
        ":8080",
        "host",
        "host:",
        "host:-1",
        "::1:80",
        "a b:1",
        "http://a:1",
        "host:1/"
      })
  void anythingElse_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.parse(text))
        .withMessage("listen: " + text + " (expected: host:port such as 0.0.0.0:8080)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "99999", "999999999"})
  void portThatThereIsNot_isRefusedWithItsRange(String port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.parse("host:" + port))
        .withMessage("port: " + port + " (expected: 0 to 65535)");
  }
}
