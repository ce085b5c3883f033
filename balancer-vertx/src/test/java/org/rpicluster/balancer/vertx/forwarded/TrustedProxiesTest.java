package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.kit.FixedPeer;
import org.rpicluster.balancer.vertx.kit.NoFields;

class TrustedProxiesTest {

  private static final TrustedProxies TRUSTED =
      new TrustedProxies(AddressList.of(List.of("10.0.0.0/8", "fd00::/8")));

  private static final AddressList EVERYBODY = AddressList.of(List.of("0.0.0.0/0", "::/0"));

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
        "10.0.0.1 | _hidden, 203.0.113.7 | 203.0.113.7"
      })
  void client_isTheRightMostAddressThatIsNotTrusted(String peer, String chain, String address) {
    HttpHeaders fields = NoFields.yet().add("X-Forwarded-For", chain);

    assertThat(TRUSTED.client(FixedPeer.at(peer), NettyFields.over(fields)).address())
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: ",
        "X-Forwarded-For: ,",
        "X-Forwarded-For: unknown",
        "X-Forwarded-For: _hidden",
        "X-Forwarded-For: localhost",
        "X-Forwarded-For: 203.0.113.7, ,",
        "X-Forwarded-For: 203.0.113.7, unknown",
        "X-Forwarded-For: 203.0.113.7, unknown, 10.2.2.2",
        "X-Forwarded-For: 203.0.113.7:99999",
        "X-Forwarded-For: 203.0.113.7:",
        "X-Forwarded-For: fe80::1%eth0",
        "X-Forwarded-For: [203.0.113.7]",
        "X-Forwarded-For: \"203.0.113.7\"",
        "X-Forwarded-For: 203.0.113.7\u00e9",
        "Forwarded: ",
        "Forwarded: proto=https",
        "Forwarded: for=\"x, for=203.0.113.9",
        "Forwarded: for=203.0.113.9\"",
        "Forwarded: for=203.0.113.9,",
        "Forwarded: for=203.0.113.9;for=10.2.2.2",
        "Forwarded: for=203.0.113.9 proto=http",
        "Forwarded: for=203.0.113.9:80",
        "Forwarded: for=2001:db8::7",
        "Forwarded: for=unknown",
        "Forwarded: FOR=_hidden",
        "Forwarded: for=10.2.2.2, proto=https",
        "Forwarded: for=_a, for=10.2.2.2"
      })
  void chainThatCannotBeReadAsFarAsTheClient_makesItUnknown(String line) {
    int colon = line.indexOf(':');
    HttpHeaders fields = NoFields.yet().add(line.substring(0, colon), line.substring(colon + 2));
    Client client = TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields));

    assertThat(client.address()).isEqualTo(Client.UNKNOWN);
    assertThat(client.nearestAddress()).isEqualTo("10.0.0.1");
    assertThat(client.isIn(EVERYBODY)).isFalse();
  }

  @Test
  void chainLongerThanAnyRequestsWay_makesItUnknown() {
    for (String chain :
        List.of(
            "10.0.0.2" + ", 10.0.0.2".repeat(64), "for=10.0.0.2" + ",for=10.0.0.2".repeat(64))) {
      String name = chain.startsWith("for") ? "Forwarded" : "X-Forwarded-For";
      HttpHeaders fields = NoFields.yet().add(name, chain);

      assertThat(TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields)).isKnown())
          .as(name)
          .isFalse();
    }
  }

  @Test
  void noChainAtAll_isTheProxysOwnRequest() {
    Client client = TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(NoFields.yet()));

    assertThat(client.address()).isEqualTo("10.0.0.1");
    assertThat(client.isIn(EVERYBODY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, for=203.0.113.7, true",
    "203.0.113.7, for=10.2.2.2, false",
    "10.2.2.2, for=203.0.113.7, false",
    "10.2.2.2, 'for=\"x', false"
  })
  void clientOfWhichTwoFieldsDiffer_isInNoList(String chain, String forwarded, boolean in) {
    HttpHeaders fields = NoFields.yet().add("X-Forwarded-For", chain).add("Forwarded", forwarded);
    Client client = TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields));

    assertThat(client.address()).isEqualTo(chain);
    assertThat(client.isIn(EVERYBODY)).isEqualTo(in);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1 | X-Forwarded-Host | shop.test:8443 | shop.test:8443",
        "10.0.0.1 | X-Forwarded-Host | evil.test, shop.test | shop.test",
        "10.0.0.1 | X-Forwarded-Host | no host | inner",
        "10.0.0.1 | X-Forwarded-Host | shop.test, no host | inner",
        "10.0.0.1 | X-Forwarded-Host | shop.test, | inner",
        "10.0.0.1 | X-Forwarded-Host | '' | inner",
        "10.0.0.1 | Forwarded | host=evil.test, host=\"shop.test:81\" | shop.test:81",
        "10.0.0.1 | Forwarded | for=192.0.2.1 | inner",
        "192.0.2.9 | X-Forwarded-Host | evil.test | inner",
        "192.0.2.9 | Forwarded | host=evil.test | inner"
      })
  void host_isWhatTheNearestTrustedProxySays(String peer, String name, String said, String host) {
    HttpHeaders fields = NoFields.yet().add(name, said);
    Client client = TRUSTED.client(FixedPeer.at(peer), NettyFields.over(fields));

    assertThat(client.hostOr("inner")).isEqualTo(host);
  }

  @Test
  void severalLines_areOneChain() {
    HttpHeaders fields =
        NoFields.yet().add("X-Forwarded-For", "6.6.6.6").add("x-forwarded-for", "203.0.113.7");

    assertThat(TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields)).address())
        .isEqualTo("203.0.113.7");
  }

  @Test
  void forwarded_isReadWhereThereIsNoChain() {
    HttpHeaders fields =
        NoFields.yet().add("Forwarded", "for=6.6.6.6, for=\"[2001:db8::7]:80\";proto=https");

    assertThat(TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields)))
        .isEqualTo(new Client("10.0.0.1", "2001:db8::7", true, "https"));
  }

  @Test
  void forwarded_besideAChain_mayBeTheClientsOwn() {
    HttpHeaders fields =
        NoFields.yet()
            .add("Forwarded", "for=6.6.6.6;proto=https")
            .add("X-Forwarded-For", "203.0.113.7");

    Client client = TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields));
    assertThat(client.address()).isEqualTo("203.0.113.7");
    assertThat(client.scheme()).isEqualTo("http");
  }

  @ParameterizedTest
  @CsvSource({"https, https", "HTTPS, https", "'http, https', https", "gopher, http", "'', http"})
  void scheme_isTheLastProxys_ifItIsOne(String said, String scheme) {
    HttpHeaders fields =
        NoFields.yet().add("X-Forwarded-For", "203.0.113.7").add("X-Forwarded-Proto", said);

    assertThat(TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields)).scheme())
        .isEqualTo(scheme);
    assertThat(TRUSTED.client(FixedPeer.at("192.0.2.9"), NettyFields.over(fields)).scheme())
        .isEqualTo("http");
  }

  @Property
  void anyFields_ofAPeerThatIsNotTrusted_changeNothing(
      @ForAll String chain, @ForAll String forwarded, @ForAll String proto) {
    HttpHeaders fields = fields(chain, forwarded, proto);

    assertThat(TRUSTED.client(FixedPeer.at("192.0.2.9"), NettyFields.over(fields)))
        .isEqualTo(new Client("192.0.2.9", "192.0.2.9", false, "http"));
  }

  @Property
  void anyFields_ofATrustedPeer_giveAnAddress_orAnUnknownClient(
      @ForAll String chain, @ForAll String forwarded, @ForAll String proto) {
    HttpHeaders fields = fields(chain, forwarded, proto);

    Client client = TRUSTED.client(FixedPeer.at("10.0.0.1"), NettyFields.over(fields));
    assertThat(Node.address(client.address()).isPresent()).isEqualTo(client.isKnown());
  }

  private static HttpHeaders fields(String chain, String forwarded, String proto) {
    HttpHeaders fields = NoFields.yet().add("X-Forwarded-Proto", proto);
    if (!chain.isEmpty()) {
      fields.add("X-Forwarded-For", chain);
    }
    return fields.add("Forwarded", forwarded);
  }

  private static final TrustedProxies NAMED =
      new TrustedProxies(
          AddressList.of(List.of("10.0.0.0/8", "192.0.2.0/24")),
          Optional.of(new ClientHeader("X-Client", AddressList.of(List.of("192.0.2.0/24")))));

  /** What is left of the field behind the second bar is what members get. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "10.0.0.1 | 203.0.113.7 | 203.0.113.7 | -",
        "10.0.0.1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7 | 6.6.6.6",
        "10.0.0.1 | 203.0.113.7,10.9.9.9 | 203.0.113.7 | -",
        "10.0.0.1 | 192.168.0.9 | 192.168.0.9 | -",
        "10.0.0.1 | 192.168.0.9, 192.0.2.1 | 192.0.2.1 | 192.168.0.9",
        "192.0.2.1 | 127.0.0.1 | 192.0.2.1 | 127.0.0.1",
        "192.0.2.1 | fe80::1 | 192.0.2.1 | fe80::1",
        "192.0.2.1 | 2001:db8::1 | 2001:db8::1 | -",
        "10.0.0.1 | 203.0.113.7, localhost | unknown | 203.0.113.7, localhost",
        "10.0.0.1 | '' | 10.0.0.1 | -",
        "203.0.113.9 | 1.2.3.4 | 203.0.113.9 | 1.2.3.4",
      })
  void fieldOfTheProxiesOwn_namesTheClient_andWhatWasBelievedGoesNoFurther(
      String peer, String said, String address, String left) {
    Fields fields = NettyFields.over(NoFields.yet().add("X-Client", said));
    Fields member = NettyFields.over(NoFields.yet().add("X-Client", said));
    fields.set("X-Forwarded-For", "9.9.9.9");

    Client client = NAMED.client(FixedPeer.at(peer), fields);
    NAMED.cut(FixedPeer.at(peer), fields, member);

    assertThat(client.address()).isEqualTo(address);
    assertThat(member.get("X-Client")).isEqualTo(left);
    assertThat(NAMED.sender(client)).isEqualTo(client.isKnown() ? address : peer);
  }

  /** As httpd 2.4.71 does it, but that no client's word for it goes on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "10.0.0.1 | 203.0.113.7 | -",
        "10.0.0.1 | 203.0.113.7, 192.0.2.1 | 192.0.2.1",
        "10.0.0.1 | 203.0.113.7, 192.0.2.2, 192.0.2.1, 10.9.9.9 | 192.0.2.1, 192.0.2.2",
        "10.0.0.1 | bad, 192.0.2.1 | -",
        "10.0.0.1 | 10.1.1.1, 192.0.2.1 | -",
        "192.0.2.9 | 203.0.113.7 | 192.0.2.9",
        "203.0.113.9 | 1.2.3.4 | -",
      })
  void members_areToldOfTheExternalProxiesThatWereBelieved(String peer, String said, String told) {
    ClientHeader header =
        new ClientHeader(
            "X-Client", AddressList.of(List.of("192.0.2.0/24")), Optional.of("X-Forwarded-By"));
    TrustedProxies proxies =
        new TrustedProxies(
            AddressList.of(List.of("10.0.0.0/8", "192.0.2.0/24")), Optional.of(header));
    Fields member = NettyFields.over(NoFields.yet().add("X-Client", said));

    proxies.cut(FixedPeer.at(peer), NettyFields.over(NoFields.yet().add("X-Client", said)), member);

    assertThat(member.get("X-Forwarded-By")).isEqualTo(told);
    assertThat(proxies.isToldIn("x_forwarded_by")).isTrue();
  }

  @Test
  void everyone_isBelievedAboutAddressesAlone() {
    TrustedProxies everyone =
        new TrustedProxies(EVERYBODY, Optional.of(new ClientHeader("X-Client", EVERYBODY)));
    Fields fields =
        NettyFields.over(
            NoFields.yet()
                .add("X-Client", "203.0.113.7")
                .add("X-Forwarded-Proto", "https")
                .add("X-Forwarded-Host", "evil.test"));

    Client client = everyone.client(FixedPeer.at("192.0.2.9"), fields);

    assertThat(client.address()).isEqualTo("203.0.113.7");
    assertThat(client.scheme()).isEqualTo("http");
    assertThat(client.hostOr("a.test")).isEqualTo("a.test");
  }
}
