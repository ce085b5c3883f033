package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "127.0.0.0/8, 127.255.255.255",
    "192.168.0.77/24, 192.168.0.1",
    "10.1.2.128/25, 10.1.2.255",
    "10.0.0.0/9, 10.127.255.255",
    "0.0.0.0/0, 8.8.8.8",
    "::1, 0:0:0:0:0:0:0:1",
    "fd00::/8, fdff::1",
    "fe80::/10, febf::1",
    "::/0, 2001:db8::1",
    "192.168.0.0/24, ::ffff:192.168.0.9",
    "::ffff:192.168.0.0/120, 192.168.0.9",
    "::ffff:192.168.0.9, 192.168.0.9",
  })
  void contains_anAddressWithin_isTrue(String entry, String address) {
    assertThat(contains(entry, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.2",
    "127.0.0.0/8, 128.0.0.0",
    "192.168.0.0/24, 192.168.1.0",
    "10.1.2.128/25, 10.1.2.127",
    "10.0.0.0/9, 10.128.0.0",
    "0.0.0.0/0, ::1",
    "::/0, 127.0.0.1",
    "fe80::/10, fec0::1",
    "::ffff:192.168.0.0/120, 192.168.1.9",
  })
  void contains_anAddressOutside_isFalse(String entry, String address) {
    assertThat(contains(entry, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.0",
        "",
        "localhost",
        "192.168.0.0/33",
        "192.168.0.0/",
        "192.168.0.0/-1",
        "192.168.0.0/255.255.255.0",
        "::1/129",
        "::ffff:1.2.3.4/95",
        "1.2.3.4/8/8",
        "fe80::1%lo",
        "010.0.0.256",
        "192.168.0.0/\u0661",
        "1.2.3.4 "
      })
  void of_aTextThatIsNeither_saysWhatWasExpected(String text) {
    assertThatThrownBy(() -> AddressList.of(List.of("127.0.0.1", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "address: " + text + " (expected: an address or a CIDR such as 192.168.0.0/24)");
  }

  @Test
  void contains_inAnEmptyList_isFalse() {
    assertThat(AddressList.of(List.of()).contains(InetAddresses.forString("127.0.0.1"))).isFalse();
  }

  @Test
  void contains_inASecondEntry_isTrue() {
    AddressList list = AddressList.of(List.of("127.0.0.0/8", "::1"));
    assertThat(list.contains(InetAddresses.forString("::1"))).isTrue();
    assertThat(list).hasToString("127.0.0.0/8, ::1/128");
  }

  private static boolean contains(String entry, String address) {
    return AddressList.of(List.of(entry)).contains(InetAddresses.forString(address));
  }
}
