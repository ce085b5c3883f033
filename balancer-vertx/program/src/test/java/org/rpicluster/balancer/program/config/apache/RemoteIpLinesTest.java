package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.config.ClientSettings;

/** Whom a configuration of Apache believes about clients. */
class RemoteIpLinesTest {

  private static final String PROXY = "ProxyPass / http://h/";

  @Test
  void proxies_areThoseThatAreNamed_andOnlyInternalOnesNamePrivateAddresses() {
    Translated site =
        Translated.inHost(
            "RemoteIPHeader X-Client",
            "RemoteIPInternalProxy 10.0.0.0/8 127.0.0.1",
            "RemoteIPTrustedProxy 192.0.2",
            PROXY);

    ClientSettings clients = site.configuration().clients();
    assertThat(site.stops()).isEmpty();
    assertThat(site.warnings()).isEmpty();
    assertThat(clients.trustedProxies())
        .containsExactly("10.0.0.0/8", "127.0.0.1/32", "192.0.2.0/24");
    assertThat(clients.clientHeader().orElseThrow().name()).isEqualTo("X-Client");
    assertThat(clients.clientHeader().orElseThrow().external().texts())
        .containsExactly("192.0.2.0/24");
  }

  @Test
  void withoutProxies_everyClientIsBelieved_andThatIsSaid() {
    Translated site = Translated.inHost("RemoteIPHeader X-Client", PROXY);

    assertThat(site.configuration().clients().trustedProxies())
        .containsExactly("0.0.0.0/0", "::/0");
    assertThat(site.warnings())
        .containsExactly(
            "2: every client is believed about its address (expected: RemoteIPInternalProxy)");
  }

  @Test
  void addressesMayStandInAFile(@TempDir Path directory) throws IOException {
    Path list =
        Files.writeString(
            directory.resolve("list"), "# proxies\n192.0.2.1 198.51.100.0/24 # ours\n\n");
    Translated site =
        Translated.inHost(
            "RemoteIPHeader X-Client",
            "RemoteIPInternalProxy 10",
            "RemoteIPTrustedProxyList " + list,
            PROXY);

    ClientSettings clients = site.configuration().clients();
    assertThat(site.stops()).isEmpty();
    assertThat(clients.trustedProxies())
        .containsExactly("10.0.0.0/8", "192.0.2.1/32", "198.51.100.0/24");
    assertThat(clients.clientHeader().orElseThrow().external().texts())
        .containsExactly("192.0.2.1/32", "198.51.100.0/24");
    assertThat(
            Translated.inHost("RemoteIPHeader X-Client", "RemoteIPInternalProxyList /none", PROXY)
                .errors())
        .containsExactly("3: RemoteIPInternalProxyList: /none (expected: a file of addresses)");
  }

  @Test
  void members_areToldOfProxies_inTheFieldThatIsNamed() {
    Translated site =
        Translated.inHost(
            "RemoteIPHeader X-Client",
            "RemoteIPProxiesHeader X-Forwarded-By",
            "RemoteIPTrustedProxy 192.0.2",
            PROXY);

    assertThat(site.needs()).isEmpty();
    assertThat(site.configuration().clients().clientHeader().orElseThrow().proxies())
        .contains("X-Forwarded-By");
    assertThat(
            Translated.inHost("RemoteIPHeader X-Client\nRemoteIPProxiesHeader Via", PROXY).stops())
        .singleElement()
        .asString()
        .contains("proxies: Via (expected: the name of another field, such as X-Forwarded-By)");
  }

  @Test
  void withoutAHeader_nobodyIsBelieved() {
    Translated site = Translated.inHost("RemoteIPInternalProxy 10", PROXY);

    assertThat(site.configuration().clients().trustedProxies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RemoteIPHeader Host",
        "RemoteIPHeader X-Client\nRemoteIPInternalProxy proxy.example.org",
        "RemoteIPProxyProtocol On"
      })
  void whatIsNotCarriedOut_stopsTheStart(String lines) {
    assertThat(Translated.inHost(lines, PROXY).stops()).isNotEmpty();
  }

  @Test
  void serversThatDiffer_stopTheStart() {
    Translated site =
        Translated.of(
            "<VirtualHost *:8080>",
            "ServerName a.test",
            "RemoteIPHeader X-Client",
            "RemoteIPInternalProxy 10",
            PROXY,
            "</VirtualHost>",
            "<VirtualHost *:8080>",
            "ServerName b.test",
            PROXY,
            "</VirtualHost>");

    assertThat(site.stops())
        .containsExactly(
            "3: RemoteIPHeader: what servers believe about clients must be the same for all of them");
  }
}
