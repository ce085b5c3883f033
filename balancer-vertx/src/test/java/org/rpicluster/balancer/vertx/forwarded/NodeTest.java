package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1:80, 192.0.2.1",
    "2001:db8::1, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "[2001:DB8::1]:65535, 2001:db8::1",
    "192.0.2.1:_port, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1"
  })
  void address_withOrWithoutAPort_isTheAddress(String text, String address) {
    assertThat(Node.address(text)).contains(InetAddresses.forString(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "_hidden",
        "localhost",
        "192.0.2.1:",
        "192.0.2.1:x",
        "192.0.2.1:123456",
        "192.0.2.1:65536",
        "192.0.2.1:_",
        "192.0.2",
        "192.0.2.1 ",
        "[192.0.2.1]",
        "[::1",
        "[::1]x",
        "[::1]:",
        "::1]",
        "fe80::1%eth0",
        "[fe80::1%1]:80",
        "\u0661.2.3.4"
      })
  void whateverElse_isNone(String text) {
    assertThat(Node.address(text)).isEmpty();
  }

  @Property
  void anyText_isAnAddressOrNone(@ForAll String text) {
    Node.address(text)
        .ifPresent(
            address ->
                assertThat(Node.address(InetAddresses.toAddrString(address))).contains(address));
  }
}
