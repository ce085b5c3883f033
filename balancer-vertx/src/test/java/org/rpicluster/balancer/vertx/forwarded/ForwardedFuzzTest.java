package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.net.InetAddresses;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.kit.FixedPeer;
import org.rpicluster.balancer.vertx.kit.NoFields;

class ForwardedFuzzTest {

  private static final String PEER = "127.0.0.1";

  private static final TrustedProxies TRUSTED =
      new TrustedProxies(AddressList.of(List.of("127.0.0.0/8", "::1")));

  @FuzzTest(maxDuration = "40s")
  void whatIsPrinted_isReadAgain_andTheClientIsAnAddressOrUnknown(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = List.of(text.split("\n"));
    ForwardedField.parse(lines).ifPresent(ForwardedFuzzTest::checkPrinted);
    lines.forEach(ForwardedFuzzTest::checkAddress);
    for (String name : List.of("Forwarded", "X-Forwarded-For")) {
      HttpHeaders fields = NoFields.yet().add(name, lines);
      fields.add("X-Forwarded-Proto", lines);
      Client client = TRUSTED.client(FixedPeer.at(PEER), NettyFields.over(fields));
      assertThat(InetAddresses.isInetAddress(client.address())).isEqualTo(client.isKnown());
      assertThat(client.scheme()).matches("https?");
      assertThat(TrustedProxies.NONE.client(FixedPeer.at(PEER), NettyFields.over(fields)))
          .isEqualTo(new Client(PEER, PEER, false, "http"));
    }
  }

  private static void checkPrinted(List<ForwardedElement> elements) {
    List<ForwardedElement> said =
        elements.stream().filter(e -> !e.equals(ForwardedElement.NOTHING)).toList();
    if (!said.isEmpty()) {
      String printed =
          said.stream().map(ForwardedElement::toString).collect(Collectors.joining(", "));
      assertThat(ForwardedField.parse(List.of(printed))).isEqualTo(Optional.of(said));
    }
  }

  private static void checkAddress(String text) {
    Node.address(text)
        .ifPresent(
            address ->
                assertThat(Node.address(InetAddresses.toAddrString(address))).contains(address));
    try {
      String list = AddressList.of(List.of(text)).toString();
      assertThat(AddressList.of(List.of(list))).hasToString(list);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }
}
