package org.rpicluster.balancer.vertx.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

  /** As the JVM and Netty say it, seen on Linux with JDK 17 and 25. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target | its certificate is of no known authority
          PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed | its certificate is not valid today
          No subject alternative DNS name matching pi1 found. | its certificate is for another name
          Received fatal alert: unknown_ca | the certificate is not trusted there
          Received fatal alert: internal_error | the handshake is broken off there
          """)
  void whatTheLibrarySays_standsBehindOurWords(String theirs, String ours) {
    assertThat(FailureReason.of(new SSLHandshakeException(theirs)))
        .isEqualTo(ours + " (" + theirs + ")");
  }

  @Test
  void theNameOfTheSystemCall_isLeftOut() {
    String refused = "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:9";
    assertThat(FailureReason.of(new ConnectException(refused)))
        .isEqualTo("nothing listens there (Connection refused: /127.0.0.1:9)");
    String unreachable =
        "finishConnect(..) failed with error(-113): No route to host: /192.0.2.1:80";
    assertThat(FailureReason.of(new ConnectException(unreachable)))
        .isEqualTo("there is no way to that host (No route to host: /192.0.2.1:80)");
    String missing = "connect(..) failed with error(-2): No such file or directory: /run/x";
    assertThat(FailureReason.of(new ConnectException(missing)))
        .isEqualTo("there is no such socket (No such file or directory: /run/x)");
  }

  @Test
  void failuresWithATypeOfTheirOwn_areKnownByIt() {
    assertThat(FailureReason.of(new UnknownHostException("pi1")))
        .isEqualTo("no address is known of that name (pi1)");
    assertThat(FailureReason.of(new NotSslRecordException("not an SSL/TLS record: 48545450")))
        .isEqualTo("no TLS is spoken there (not an SSL/TLS record: 48545450)");
  }

  @Test
  void whatIsNotKnown_isSaidAsItIs_inOneShortLine() {
    assertThat(FailureReason.of(new ClosedChannelException())).isEqualTo("closed channel");
    assertThat(FailureReason.of(new ConnectException("a\r\nb"))).isEqualTo("a b");
    assertThat(FailureReason.of(new ConnectException("x".repeat(300)))).hasSize(201).endsWith("x…");
  }

  @Test
  void whatCannotBeRead_isNotHttp_unlessItIsTooLarge() {
    assertThat(
            FailureReason.ofUnreadable(new IllegalArgumentException("invalid version format: SSH")))
        .isEqualTo("not HTTP (invalid version format: SSH)");
    assertThat(
            FailureReason.ofUnreadable(
                new TooLongHttpHeaderException("HTTP header is larger than 9")))
        .isEqualTo("the fields are too large (HTTP header is larger than 9)");
  }
}
