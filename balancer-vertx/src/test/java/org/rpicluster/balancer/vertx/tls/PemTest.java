package org.rpicluster.balancer.vertx.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {

  private static final Path FILES =
      Path.of("src", "test", "resources", "org", "rpicluster", "balancer", "vertx", "tls");

  @ParameterizedTest
  @CsvSource({
    "ec.pem, ec.key, EC", "ec.pem, ec-sec1.key, EC",
    "rsa.pem, rsa.key, RSA", "rsa.pem, rsa-pkcs1.key, RSA"
  })
  void usualFormsOfKeys_areRead(String certificate, String key, String algorithm) {
    assertThat(identity(certificate, key).key().getAlgorithm()).isEqualTo(algorithm);
  }

  /** As {@code openssl ecparam -genkey} writes them: the curve stands before the key. */
  @Test
  void keyBehindAnotherBlock_isFound(@TempDir Path directory) throws Exception {
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    Path file = directory.resolve("both.key");
    Files.writeString(file, curve + Files.readString(FILES.resolve("ec-sec1.key")));

    List<X509Certificate> chain = Pem.certificates(FILES.resolve("ec.pem"));
    assertThat(Pem.identity(chain, file)).isEqualTo(identity("ec.pem", "ec-sec1.key"));
  }

  @Test
  void chain_isReadInItsOrder() {
    Identity identity = identity("chain.pem", "ec.key");

    assertThat(identity.chain()).hasSize(2);
    assertThat(identity).hasToString("CN=ec.test");
    assertThat(identity.names()).containsExactly("ec.test", "*.wild.test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.pem | ec.key | certificate: %s/none.pem (expected: a file that can be read)",
        "ec.key | ec.key | certificate: %s/ec.key (expected: PEM with a BEGIN CERTIFICATE line)",
        "broken.pem | ec.key | certificate: %s/broken.pem (expected: PEM with certificates that can"
            + " be decoded)",
        "ec.pem | none.key | key: %s/none.key (expected: a file that can be read)",
        "ec.pem | ec.pem | key: %s/ec.pem (expected: PEM with a BEGIN PRIVATE KEY line)",
        "ec.pem | encrypted.key | key: %s/encrypted.key (expected: a key without a password)",
        "ec.pem | broken.key | key: %s/broken.key (expected: an RSA or EC key, the one of the"
            + " certificate)",
        "ec.pem | rsa.key | key: %s/rsa.key (expected: an RSA or EC key, the one of the"
            + " certificate)",
        "rsa.pem | ec-sec1.key | key: %s/ec-sec1.key (expected: an RSA or EC key, the one of the"
            + " certificate)",
        "ec.pem | rsa-pkcs1.key | key: %s/rsa-pkcs1.key (expected: an RSA or EC key, the one of the"
            + " certificate)",
      })
  void badFiles_areNamed(String certificate, String key, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> identity(certificate, key))
        .withMessage(String.format(Locale.ROOT, message, FILES));
  }

  static Identity identity(String certificate, String key) {
    return Pem.identity(Pem.certificates(FILES.resolve(certificate)), FILES.resolve(key));
  }
}
