package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that httpd refuses are errors, and those that it takes for something that was not meant are
 * warnings, each with what was meant; what httpd accepts is neither.
 */
class RefusedWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <Directory /tmp>%Options FollowSymlink%</Directory> | Options: FollowSymlink (expected: FollowSymLinks)
          <Directory /tmp>%Options -Indexs%</Directory> | Options: -Indexs (expected: -Indexes)
          <Directory /tmp>%Options Indexes +FollowSymLinks%</Directory> | Options: Indexes +FollowSymLinks (expected: + or - before each of them, or before none)
          <Directory /tmp>%Options Indexes,MultiViews%</Directory> | Options: Indexes,MultiViews (expected: blanks between them, and no commas)
          <Directory /tmp>%Options Indexes None%</Directory> | Options: Indexes None (expected: None alone)
          <Directory /tmp>%AllowOverride Non%</Directory> | AllowOverride: Non (expected: None)
          Header sett X-A b       | Header: sett (expected: set)
          Header alway set X-A b  | Header: alway (expected: always)
          Header set X-A          | Header: set X-A (expected: set NAME VALUE, in quotes if it has blanks)
          Header set X-A a b c    | Header: set X-A a b c (expected: set NAME VALUE, in quotes if it has blanks)
          Header edit X-A a       | Header: edit X-A a (expected: edit NAME EXPRESSION REPLACEMENT, in quotes if they have blanks)
          Header set X-A b # why  | Header: set X-A b # why (expected: comments on lines of their own)
          Header set X-A b evn=A  | Header: evn=A (expected: env=A)
          Header unset X-A b      | Header: b (expected: early, env=NAME or expr=…; a value with blanks in quotes)
          Header set X-A %{A}x    | Header: %{A}x (expected: %{A}e)
          Header set X-A %h       | Header: %h (expected: %{NAME}e, %t, %D or %%)
          RequestHeader always set X-A b | RequestHeader: always (expected: add, append, echo, edit, edit*, merge, note, set, setifempty, unset)
          LogFormat %z mine       | LogFormat: %z (expected: no %z; such as
          LogFormat %{Referer mine | LogFormat: %{Referer (expected: a } behind %{Referer)
          CustomLog l %{Referer}z | CustomLog: %{Referer}z (expected: %{Referer}i, %{Referer}o or another letter behind %{Referer})
          CustomLog l %h env!=A   | CustomLog: env!=A (expected: env=!A)
          CustomLog l %h %l       | CustomLog: %l (expected: env=NAME or expr=…; a format with blanks in quotes)
          SetEnvIf User-Agent bot | SetEnvIf: User-Agent bot (expected: a field, an expression and names of variables)
          ProxyPass http://h/ /a  | ProxyPass: http://h/ /a (expected: /a http://h/)
          ProxyPass /a ! http://h/ | ProxyPass: /a ! http://h/ (expected: /a !)
          ProxyPass /a http:h:80  | ProxyPass: http:h:80 (expected: http://h:80)
          <Proxy balancer:/c>%BalancerMember http://h%</Proxy> | BalancerMember: within <Proxy balancer:/c> (expected: <Proxy balancer://c>)
          <Proxy balancer://c>%BalancerMember http://h http://i%</Proxy> | BalancerMember: 'http://i' (expected: one URL, and a line of its own for each member)
          <Proxy balancer://c>%BalancerMember http://h loadfactor:2%</Proxy> | BalancerMember: 'loadfactor:2' (expected: loadfactor=2)
          <Location /a>%Require granted%</Location> | Require: granted (expected: all granted)
          <Location /a>%Require ip=10.0.0.1%</Location> | Require: ip=10.0.0.1 (expected: ip 10.0.0.1)
          <Location /a>%Require all%</Location> | Require all: nothing (expected: granted or denied)
          RewriteEngine On%RewriteRule ^ /a [R301] | flag: R301 (expected: R=301)
          RewriteEngine On%RewriteRule ^ /a [redirct] | flag: redirct (expected: redirect)
          RewriteEngine On%RewriteRule ^ /a [L,] | flag: nothing (expected: one behind each comma)
          Redirect permanet /a http://h/ | Redirect: permanet (expected: permanent)
          ErrorDocument 5O3 /a    | ErrorDocument: 5O3 (expected: a status, 400 to 599)
          ServerName a.test:80x   | ServerName: a.test:80x (expected: a name, perhaps with a port of 1 to 65535)
          RemoteIPInternalProxy 10.0.0.0/33 | RemoteIPInternalProxy: 10.0.0.0/33 (expected: an address such as
          AddOutputFilterByType DEFLAT text/html | AddOutputFilterByType: DEFLAT (expected: DEFLATE)
          < Location /a>%</Location> | < Location /a> has a blank behind < (expected: <Location /a>)
          <Location /a>%</ Location> | </ Location> has a blank in it (expected: </Location>)
          Proxy Pass / http://h/  | Proxy: unknown (expected: ProxyPass)
          location /a             | location: unknown (expected: <Location>)
          // a comment            | //: unknown (expected: # before a comment)
          """)
  void wordThatHttpdRefuses_isAnError(String lines, String message) {
    assertThat(Translated.inHost(split(lines)).errors())
        .anyMatch(error -> error.substring(error.indexOf(' ') + 1).startsWith(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Header set X-A %{BALANCER_WORKER_ROUT}e | Header: BALANCER_WORKER_ROUT is not set by balancers (expected: BALANCER_WORKER_ROUTE)
          ProxyPass /a "http://h/ timeout=5" | ProxyPass: 'http://h/ timeout=5' is one URL, with a blank (expected: quotes around the URL alone)
          ProxyPass / http://10.0.0.1.9001/ | ProxyPass: 10.0.0.1.9001 is no address (expected: one such as 192.168.1.101)
          ProxyPassMatch ^/a(.*)$ http://h/$2 | ProxyPassMatch: $2 is empty: the expression has no such group
          ProxyPassReverse /a http:/h/ | ProxyPassReverse: http:/h/ is no URL (expected: http://h/)
          RewriteEngine On%RewriteRule ^a/ /b | RewriteRule: ^a/ matches no path (expected: ^/a/)
          RewriteEngine On%RewriteRule ^/a /b/%1 | RewriteRule: %1 is empty: the condition before it has no such group
          RewriteEngine On%RewriteRule ^/(a) /b/$2 | RewriteRule: $2 is empty: the expression has no such group
          RewriteEngine On%RewriteCond {HTTP_HOST} ^a%RewriteRule ^/a /b | RewriteCond: {HTTP_HOST} is a text (expected: %{HTTP_HOST})
          RewriteEngine On%RewriteCond %{REQUEST_FILENAME} !f%RewriteRule ^/a /b | RewriteCond: !f is an expression (expected: !-f)
          RewriteEngine On%RewriteCond %{HTTP_HOST} ^a | RewriteCond: no RewriteRule stands behind it, so that it has no effect
          Redirect permanent http://h/ /a | Redirect: http://h/ matches no request (expected: /a http://h/)
          SetEnvIf Remote_Adr ^10 A | SetEnvIf: Remote_Adr is a field (expected: Remote_Addr)
          AddType .foo text/x-foo | AddType: .foo text/x-foo is in another order (expected: text/x-foo .foo)
          DirectoryIndex a.html, b.html | DirectoryIndex: a.html, has a comma in its name (expected: a.html)
          <Directory var/www>%</Directory> | <Directory>: var/www is no folder's whole name (expected: /var/www)
          <Location "/a>%</Location> | <Location>: a quote is not closed, so the argument ends with the line
          Define port 9%ServerAdmin ${prot} | ${prot} is not defined and stays as it is written (expected: ${port})
          Define port=9           | Define: port=9 is a name (expected: port 9)
          ServerAdmin ${port      | ServerAdmin: no } behind ${, which stays as it is written
          """)
  void wordThatHttpdTakesForAnother_isAWarning(String lines, String message) {
    Translated translated = Translated.inHost(split(lines));

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.warnings()).anyMatch(warning -> warning.endsWith(" " + message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Directory /tmp>%Options All -Indexes%</Directory>",
        "<Directory /tmp>%Options None Indexes%</Directory>",
        "<Directory /tmp>%AllowOverride Options=Indexes Nonfatal=All FileInfo%</Directory>",
        "Header onsuccess set X-A \"%D %t %{A}e 100%% %\" ENV=A",
        "Header edit* X-A a b \"expr=true\"",
        "RequestHeader set X-A b early",
        "LogFormat \"%h %!200,304{Referer}i %>s %^FB %{a}^ti %X %I %%\" mine",
        "ServerName https://a.test:443",
        "ProxyPass /a ! retry=1",
        "RewriteEngine On%RewriteCond %{HTTP_HOST} ^(a)%RewriteRule !^/(b) /%1",
        "RewriteEngine On%RewriteRule ^/[(](a)\\( /$1",
        "<Directory /tmp>%RewriteEngine On%RewriteRule ^a /b%</Directory>"
      })
  void whatHttpdAccepts_isNeitherErrorNorSlip(String lines) {
    Translated translated = Translated.inHost(split(lines));

    assertThat(translated.errors()).isEmpty();
    assertThat(translated.warnings()).noneMatch(warning -> warning.contains("is empty"));
  }

  @Test
  void namesThatAreListed_areTheNearestAlone() {
    assertThat(Translated.inHost("<If \"%{HTTP_HOTS} == 'a'\">", "</If>").stops())
        .containsExactly("2: <If>: expr: %{HTTP_HOTS} (expected: HTTP_HOST)");
  }

  private static String split(String lines) {
    return lines.replaceAll("%(?=[<A-Z][A-Za-z/])(?!D |I )", "\n");
  }
}
