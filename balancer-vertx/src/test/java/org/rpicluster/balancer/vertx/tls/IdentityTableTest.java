package org.rpicluster.balancer.vertx.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTableTest {

  private final Identity ec = PemTest.identity("ec.pem", "ec.key");
  private final Identity rsa = PemTest.identity("rsa.pem", "rsa.key");
  private final IdentityTable table = new IdentityTable(List.of(rsa, ec));

  @ParameterizedTest
  @CsvSource({
    "ec.test, EC, CN=ec.test",
    "EC.Test, EC, CN=ec.test",
    "a.wild.test, EC, CN=ec.test",
    "rsa.test, RSA, CN=rsa.test",
    // A wildcard stands for one label, and not for none.
    "a.b.wild.test, RSA, CN=rsa.test",
    "wild.test, RSA, CN=rsa.test",
    "unknown, RSA, CN=rsa.test",
    "'', RSA, CN=rsa.test"
  })
  void name_hasItsCertificate_orTheFirst(String name, String keyType, String subject) {
    assertThat(table.aliasFor(name, keyType).flatMap(table::identity).orElseThrow())
        .hasToString(subject);
  }

  @Test
  void keyOfAnotherKind_isNotShown() {
    assertThat(table.aliasFor("ec.test", "RSA")).isEmpty();
    assertThat(table.aliasFor("unknown", "EC")).isEmpty();
  }

  @Test
  void aliasOfAnotherTable_meansNothing() {
    IdentityTable next = new IdentityTable(List.of(ec));

    assertThat(next.identity(table.aliasFor("rsa.test", "RSA").orElseThrow())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ec.test, x.wild.test, false",
    "ec.test, rsa.test, true",
    "rsa.test, EC.test, true",
    "unknown, ec.test, true",
    "unknown, rsa.test, false",
    // A host without a certificate is no other's either.
    "ec.test, unknown, false"
  })
  void hostWithACertificateOfItsOwn_isForAnother(String name, String host, boolean expected) {
    assertThat(table.isForAnother(name, host)).isEqualTo(expected);
  }
}
