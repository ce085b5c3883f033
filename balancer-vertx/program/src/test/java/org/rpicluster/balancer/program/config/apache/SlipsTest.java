package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          ProxyTimeout 5 10                   | ProxyTimeout: 5 10 (expected: seconds)
          KeepAlive yes                       | KeepAlive: yes (expected: On, Off)
          ProxyPreserveHost On Off            | ProxyPreserveHost: On Off (expected: one argument)
          AliasMatch ^/a                      | AliasMatch: ^/a (expected: an expression, and a folder or file)
          ErrorDocument 503 No entry          | ErrorDocument: 503 No entry (expected: a status, and one text, path or URL; quotes, if it has blanks)
          ServerAdmin a@b.test and me         | ServerAdmin: a@b.test and me (expected: one argument)
          ServerSignature                     | ServerSignature: nothing (expected: On, Off, EMail)
          AddCharset utf-8                    | AddCharset: utf-8 (expected: a character set and extensions)
          UnDefine A B                        | UnDefine: A B (expected: one argument, a name)
          LoadModule proxy_module             | LoadModule: proxy_module (expected: NAME_module and its file)
          <Location /a>%SSLRequireSSL On%</Location> | SSLRequireSSL: On (expected: no argument)
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
  void wrongNumberOfArguments_isToldOnce() {
    assertThat(Translated.inHost("RedirectPermanent /a").errors())
        .containsExactly("2: RedirectPermanent: /a (expected: a path and a URL)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProxyPass / balancer://rpiclustr/",
        "RewriteEngine On\nRewriteRule ^ balancer://rpiclustr/ [P]"
      })
  void balancerWithoutMembers_isAnsweredWithTheOneThatHasSuchAName(String lines) {
    assertThat(
            Translated.inHost(
                    "<Proxy balancer://rpicluster>\nBalancerMember http://h\n</Proxy>\n" + lines)
                .warnings())
        .singleElement()
        .asString()
        .endsWith("every request gets 503 (expected: balancer://rpicluster)");
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
