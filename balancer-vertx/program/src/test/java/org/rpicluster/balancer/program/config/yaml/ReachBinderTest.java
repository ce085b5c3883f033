package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.kit.Authority;

/** {@code tls} and {@code addresses} of a cluster, whose files are read with the configuration. */
class ReachBinderTest {

  @TempDir private Path directory;

  private X509Bundle own;
  private X509Bundle other;

  @BeforeEach
  void writeFiles() throws Exception {
    Authority authority = new Authority();
    own = authority.issue("balancer.test");
    other = authority.issue("other.test");
    write("ca.pem", own.getRootCertificatePEM() + other.getCertificatePEM());
    write("own.pem", own.getCertificatePathPEM());
    write("own.key", own.getPrivateKeyPEM());
    write("other.key", other.getPrivateKeyPEM());
    write("text.txt", "no certificate\n");
    write("broken.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  @Test
  void everyKey_isBound() {
    String tls =
        "{verify: false, serverName: pi, ca: @ca.pem, certificate: @own.pem, key: @own.key}";

    assertThat(read("https://pi1", "tls: " + tls + ", addresses: {refresh: 5m}"))
        .isEqualTo(
            new ReachOptions(
                new MemberTls(
                    false,
                    "pi",
                    List.of(own.getRootCertificate(), other.getCertificate()),
                    Optional.of(Authority.identity(own))),
                Duration.ofMinutes(5)));
  }

  @Test
  void otherFiles_underTheSameNames_areOtherSettings() throws Exception {
    String keys = "tls: {certificate: @own.pem, key: @own.key}";
    ReachOptions before = read("https://pi1", keys);
    assertThat(read("https://pi1", keys)).isEqualTo(before);

    write("own.pem", other.getCertificatePathPEM());
    write("own.key", other.getPrivateKeyPEM());

    assertThat(read("https://pi1", keys)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls: yes                           | tls: yes (expected: a map with verify, serverName, ca,"
            + " certificate, key)",
        "tls: {verfy: false}                | verfy: unknown key (expected: verify)",
        "tls: {verify: maybe}               | verify: maybe (expected: true or false)",
        "tls: {serverName: a b}             | serverName: a b (expected: a host name)",
        "tls: {serverName: a..b}            | serverName: a..b (expected: a host name)",
        "tls: {ca: @none.pem}               | ca: @none.pem (expected: a file that can be read)",
        "tls: {ca: @text.txt}               | ca: @text.txt (expected: PEM with a BEGIN CERTIFICATE"
            + " line)",
        "tls: {ca: @broken.pem}             | ca: @broken.pem (expected: PEM with certificates that"
            + " can be decoded)",
        "tls: {certificate: @own.pem}       | key: missing (expected: a PEM file)",
        "tls: {key: @own.key}               | certificate: missing (expected: a PEM file)",
        "'tls: {certificate: @own.pem, key: @other.key}' | key: @other.key (expected: the key of the"
            + " certificate)",
        "addresses: 30s                     | addresses: 30s (expected: a map with refresh, source)",
        "addresses: {refresh: 0s}           | refresh: 0s (expected: 1s or more)",
        "addresses: {refresh: often}        | refresh: often (expected: a duration such as 500ms,"
            + " 10s, 5m)",
      })
  void error_isReportedAtItsPlace(String keys, String expected) {
    assertThat(errors("https://pi1", keys))
        .singleElement()
        .asString()
        .matches("c\\.yaml:2:\\d+: .*")
        .endsWith(": " + expected.replace("@", directory + "/"));
  }

  @Test
  void tls_whereNoMemberIsEncrypted_isAMistake() {
    assertThat(errors("http://pi1", "tls: {verify: true}"))
        .containsExactly(
            "c.yaml:2:44: tls: no member is encrypted (expected: members at https:// or h2://)");
  }

  private List<String> errors(String url, String keys) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(url, keys))
        .problems()
        .stream()
        .map(Object::toString)
        .toList();
  }

  private ReachOptions read(String url, String keys) {
    String cluster = "{members: [" + url + "], " + keys.replace("@", directory + "/") + "}";
    String yaml = "listen: a:0\nclusters: {c: " + cluster + "}\nroutes: [{path: /, cluster: c}]\n";
    return new YamlFrontEnd().read(new Source("c.yaml", yaml)).clusters().get(0).reach();
  }
}
