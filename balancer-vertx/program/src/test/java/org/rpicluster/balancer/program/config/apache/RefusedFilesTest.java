package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that httpd refuses: the line, and a message by which a stranger mends it. */
class RefusedFilesTest {

  /** A line within a virtual host, where it is line 2, and what is wrong with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ProxyRequest off | ProxyRequest: unknown (expected: ProxyRequests)",
        "<Prozy x>\\n</Prozy> | <Prozy>: unknown (expected: <Proxy>)",
        "Listen 80 | Listen: within <VirtualHost> (expected: outside of every section)",
        "<VirtualHost *:81>\\n</VirtualHost> | <VirtualHost>: within <VirtualHost> (expected: outside of every section)",
        "Require ip 127.0.0.1 | Require: within <VirtualHost> (expected: within <Location>, <Directory>, <Proxy> or <Files>)",
        "ProxyPass balancer://c/ | ProxyPass: balancer://c/ (expected: a path and a URL; in a Location a URL)",
        "ProxyPass /app balancer://c # all | ProxyPass: '#' (expected: comments on lines of their own, not behind arguments)",
        "ProxyPass / http://h/ retri=3 | retri: unknown parameter (expected: retry)",
        "ErrorLog ${NO_SUCH_FOLDER}/error.log | ErrorLog: ${NO_SUCH_FOLDER}/error.log (expected: a file in a folder that is there)",
      })
  void line_isRefused_withWhatWasExpected(String line, String message) {
    assertThat(Translated.inHost(line.replace("\\n", "\n")).errors())
        .containsExactly("2: " + message);
  }

  /** A line within a balancer, where it is line 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BalancerMember http://h lbmethod=byrequests | lbmethod: a parameter of balancers (expected: in ProxySet, or in <Proxy balancer://…>)",
        "BalancerMember http://h # node 1 | BalancerMember: '#' (expected: comments on lines of their own, not behind arguments)",
        "BalancerMember http://h lbset=100 | lbset: 100 (expected: 0 to 99)",
        "BalancerMember http://h loadfactor=0 | loadfactor: 0 (expected: 1 to 100)",
        "BalancerMember http://h status=+X | status: +X (expected: letters of O, I, N, G, U, D, S, E, H, R, F, C, each with + or - before it)",
        "BalancerMember http://h hctemplate=probe | hctemplate: probe (expected: a ProxyHCTemplate above it in the same server)",
        "BalancerMember | BalancerMember: nothing (expected: a URL such as http://192.168.1.101)",
        "ProxySet lbmethod=roundrobin | lbmethod: roundrobin (expected: byrequests, bytraffic, bybusyness)",
        "ProxySet retry=30 | retry: a parameter of members (expected: in BalancerMember)",
        "ProxySet stickysesion=A | stickysesion: unknown parameter (expected: stickysession)",
      })
  void lineOfABalancer_isRefused_withWhatWasExpected(String line, String message) {
    assertThat(Translated.inHost("<Proxy balancer://c>", line, "</Proxy>").errors())
        .containsExactly("3: " + message);
  }

  /** A line within a Location, where it is line 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ProxyPass /app http://h/ | ProxyPass: /app http://h/ (expected: a URL alone: the Location says the path)",
        "Order deny, allow | Order: deny, allow (expected: Allow,Deny or Deny,Allow, without a blank)",
        "Require not ip 192.0.2.7 | Require: only what is not allowed (expected: <RequireAll> with Require all granted beside it)",
        "Require ip 300.1 | Require ip: 300.1 (expected: an address such as 192.168.0)",
        "Allow 10.0.0.1 | Allow: 10.0.0.1 (expected: Allow from 192.168.0, or all)",
      })
  void lineOfALocation_isRefused_withWhatWasExpected(String line, String message) {
    assertThat(
            Translated.inHost(
                    "<Location /m>", "SetHandler balancer-manager\n" + line, "</Location>")
                .errors())
        .containsExactly("4: " + message);
  }

  @Test
  void everyError_isReported_notOnlyTheFirst() {
    assertThat(Translated.inHost("ProxyRequest off", "Listen 80", "Foo").errors()).hasSize(3);
  }

  /** Found by fuzzing. */
  @ParameterizedTest
  @ValueSource(strings = {"ErrorLog", "CustomLog", "TransferLog", "Alias /a", "DocumentRoot"})
  void nameThatNoFileCanHave_isNoCrash(String line) {
    Translated translated = Translated.inHost(line + " /tmp/a\0b", "ErrorDocument 404 /x\0");

    assertThat(translated.errors().size() + translated.needs().size() + translated.routes().size())
        .isPositive();
  }

  /** Found by mutants: a method that is none, and an expression of which RE2 says no more. */
  @Test
  void limitAndExpressionThatAreNone_areErrors() {
    assertThat(
            Translated.inHost(
                    "<Location />",
                    "<Limit </Proxy>",
                    "Require all denied",
                    "</Limit>",
                    "</Location>",
                    "ProxyPass / http://h/")
                .errors())
        .containsExactly("3: methods: </Proxy (expected: a method such as GET)");
    assertThat(
            Translated.inHost("RewriteEngine On", "RewriteRule ^/a)$ /b", "ProxyPass / http://h/")
                .stops())
        .singleElement()
        .asString()
        .contains("a ) that closes nothing")
        .doesNotContain("internal error");
  }
}
