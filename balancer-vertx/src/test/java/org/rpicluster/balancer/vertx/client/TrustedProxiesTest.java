package org.rpicluster.balancer.vertx.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

  private static final TrustedProxies TRUSTED =
      new TrustedProxies(AddressList.of(List.of("10.0.0.0/8", "fd00::/8")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | 203.0.113.7 | 203.0.113.7",
        "10.0.0.1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7",
        "10.0.0.1 | 6.6.6.6, 203.0.113.7, 10.9.9.9 | 203.0.113.7",
        "10.0.0.1 | 203.0.113.7:4711,10.9.9.9 | 203.0.113.7",
        "10.0.0.1 | 10.2.2.2, 10.3.3.3 | 10.2.2.2",
        "fd00::1 | 2001:DB8:0::7 | 2001:db8::7",
        "0:0:0:0:0:0:0:1 | 203.0.113.7 | ::1",
        "192.0.2.9 | 203.0.113.7 | 192.0.2.9",
        "10.0.0.1 | unknown | 10.0.0.1",
        "10.0.0.1 | 203.0.113.7, unknown, 10.2.2.2 | 10.2.2.2",
        "10.0.0.1 | 203.0.113.7, , | 203.0.113.7",
        "10.0.0.1 | '' | 10.0.0.1"
      })
  void client_isTheRightMostAddressThatIsNotTrusted(String peer, String chain, String address) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", chain);

    assertThat(TRUSTED.client(peer, "http", fields).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | X-Forwarded-Host | shop.test:8443 | shop.test:8443",
        "10.0.0.1 | X-Forwarded-Host | evil.test, shop.test | shop.test",
        "10.0.0.1 | X-Forwarded-Host | no host | inner",
        "10.0.0.1 | X-Forwarded-Host | '' | inner",
        "10.0.0.1 | Forwarded | host=evil.test, host=\"shop.test:81\" | shop.test:81",
        "10.0.0.1 | Forwarded | for=192.0.2.1 | inner",
        "192.0.2.9 | X-Forwarded-Host | evil.test | inner",
        "192.0.2.9 | Forwarded | host=evil.test | inner"
      })
  void host_isWhatTheNearestTrustedProxySays(String peer, String name, String said, String host) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().add(name, said);
    Client client = TRUSTED.client(peer, "http", fields);

    assertThat(TrustedProxies.host(client, fields, "inner")).isEqualTo(host);
  }

  @Test
  void severalLines_areOneChain() {
    MultiMap fields =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Forwarded-For", "6.6.6.6")
            .add("x-forwarded-for", "203.0.113.7");

    assertThat(TRUSTED.client("10.0.0.1", "http", fields).address()).isEqualTo("203.0.113.7");
  }

  @Test
  void forwarded_isReadWhereThereIsNoChain() {
    MultiMap fields =
        MultiMap.caseInsensitiveMultiMap()
            .add("Forwarded", "for=6.6.6.6, for=\"[2001:db8::7]:80\";proto=https");

    assertThat(TRUSTED.client("10.0.0.1", "http", fields))
        .isEqualTo(new Client("10.0.0.1", "2001:db8::7", true, "https"));
  }

  @Test
  void forwarded_besideAChain_mayBeTheClientsOwn() {
    MultiMap fields =
        MultiMap.caseInsensitiveMultiMap()
            .add("Forwarded", "for=6.6.6.6;proto=https")
            .add("X-Forwarded-For", "203.0.113.7");

    assertThat(TRUSTED.client("10.0.0.1", "http", fields))
        .isEqualTo(new Client("10.0.0.1", "203.0.113.7", true, "http"));
  }

  @ParameterizedTest
  @CsvSource({"https, https", "HTTPS, https", "'http, https', https", "gopher, http", "'', http"})
  void scheme_isTheLastProxys_ifItIsOne(String said, String scheme) {
    MultiMap fields =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Forwarded-For", "203.0.113.7")
            .add("X-Forwarded-Proto", said);

    assertThat(TRUSTED.client("10.0.0.1", "http", fields).scheme()).isEqualTo(scheme);
    assertThat(TRUSTED.client("192.0.2.9", "http", fields).scheme()).isEqualTo("http");
  }

  @Property
  void anyFields_ofAPeerThatIsNotTrusted_changeNothing(
      @ForAll String chain, @ForAll String forwarded, @ForAll String proto) {
    MultiMap fields = fields(chain, forwarded, proto);

    assertThat(TRUSTED.client("192.0.2.9", "http", fields))
        .isEqualTo(new Client("192.0.2.9", "192.0.2.9", false, "http"));
  }

  @Property
  void anyFields_ofATrustedPeer_giveAnAddress(
      @ForAll String chain, @ForAll String forwarded, @ForAll String proto) {
    MultiMap fields = fields(chain, forwarded, proto);

    assertThat(Node.address(TRUSTED.client("10.0.0.1", "http", fields).address())).isPresent();
  }

  private static MultiMap fields(String chain, String forwarded, String proto) {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-Proto", proto);
    if (!chain.isEmpty()) {
      fields.add("X-Forwarded-For", chain);
    }
    return fields.add("Forwarded", forwarded);
  }
}
