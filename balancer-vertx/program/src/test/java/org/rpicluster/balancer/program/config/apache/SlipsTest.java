package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Slips that httpd refuses as well, or that lead elsewhere, are told so that they can be mended.
 */
class SlipsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ServerName a.test b.test            | ServerName: a.test b.test (expected: one name)
          ServerName                          | ServerName: nothing (expected: one name)
          CustomLog                           | CustomLog: nothing (expected: a file, a format,
          <Location /a>%AuthName My Site%</Location> | AuthName: My Site (expected: one text; quotes, if it has blanks)
          ProxyPass /a http:/127.0.0.1:9001/  | ProxyPass: http:/127.0.0.1:9001/ (expected: http://127.0.0.1:9001/)
          ProxyPass /a balancer:/c/           | ProxyPass: balancer:/c/ (expected: balancer://c/)
          <Location>%</Location>              | <Location>: nothing (expected: a path)
          <Location /a>%Require iip 10%</Location> | Require: iip (expected: ip)
          <Else>%</Else>                      | <Else>: alone (expected: <If> before it)
          RewriteEngine On%RewriteRule ^/a /b "[R=301 L]" | flags: [R=301 L] (expected: [R=301,L])
          ProxyHCExpr ok %{REQUEST_STATUS} =~ /^2/ | (expected: NAME {expression})
          """)
  void slip_isAnError_thatSaysWhatWasMeant(String lines, String message) {
    Translated translated = Translated.inHost(lines.replaceAll("%(?!\\{)", "\n"));

    assertThat(translated.errors()).anyMatch(error -> error.contains(message));
  }

  @Test
  void socket_isNoSlip() {
    assertThat(Translated.inHost("ProxyPass / unix:/run/app.sock|http://h/").errors()).isEmpty();
  }

  @Test
  void nameAndPasswordInAUrl_areTold() {
    assertThat(Translated.inHost("ProxyPass / http://user:pw@h/").stops())
        .singleElement()
        .asString()
        .endsWith("(expected: one without a name and a password)");
  }
}
