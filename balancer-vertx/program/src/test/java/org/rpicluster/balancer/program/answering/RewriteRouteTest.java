package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Routes whose rules rewrite requests, and routes that go by regular expressions. */
@Timeout(60)
class RewriteRouteTest {

  @TempDir private Path directory;
  private HttpServer member;
  private volatile String forwarded = "";

  @BeforeEach
  void start() throws IOException {
    Files.writeString(directory.resolve("index.html"), "local index");
    member = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    member.createContext(
        "/",
        exchange -> {
          forwarded = String.valueOf(exchange.getRequestHeaders().getFirst("Forwarded"));
          byte[] asked =
              ("member " + exchange.getRequestURI()).getBytes(StandardCharsets.ISO_8859_1);
          exchange.sendResponseHeaders(200, asked.length);
          exchange.getResponseBody().write(asked);
          exchange.close();
        });
    member.start();
  }

  @AfterEach
  void stop() {
    member.stop(0);
  }

  private String yaml(String routes) {
    return "listen: 127.0.0.1:0\nclusters: {c: {members: ['http://127.0.0.1:"
        + member.getAddress().getPort()
        + "']}}\nroutes:\n"
        + routes.replace("FOLDER", directory.toString());
  }

  private static final String RULES =
      """
        - path: /
          rewrite:
            - {pattern: '\\.bak$', respond: 403}
            - {pattern: ^/gone, respond: 410}
            - {pattern: '^/old/(.*)$', to: /new/$1, redirect: 301, last: true}
            - {pattern: '^/plus/(.*)$', to: '/more/$1?b=2', query: append}
            - {pattern: '^/drop', to: /dropped, query: discard, last: true}
            - {pattern: '^/raw', to: '/a\\%20b#c', redirect: 302, escape: false, last: true}
            - {pattern: '^/esc', to: '/a b', redirect: 302, last: true}
            - pattern: ^/maps/(.*)$
              when: [{value: '%{REQUEST_METHOD}', matches: ^(PUT|GET)$}]
              to: /master/$1
              cluster: c
            - pattern: ^/by-host$
              when:
                - {value: '%{HTTP_HOST}', matches: '^(\\w+)\\.other\\.test', or: true}
                - {value: '%{HTTP:X-Site}', equals: ONE, ignoreCase: true}
              to: /site/%1
              last: true
            - {pattern: '^/round(a*)a$', to: /round$1, rounds: 5}
            - {pattern: '^/endless', to: '/endless', rounds: 100}
            - {pattern: '^/grows', to: '$0$0$0$0', rounds: 50}
            - {pattern: ^/first$, to: /second, chained: true}
            - {pattern: ^/second$, to: /third, last: true}
            - {pattern: ^/jump$, to: /jumped, skip: 1}
            - {pattern: ^/jumped$, respond: 404}
            - {pattern: '^/case/(.*)$', to: '/c/${tolower:$1%{REQUEST_METHOD}}/${toupper:$1}', last: true}
            - {pattern: ^/search/(.*)$, to: '/s?q=$1'}
        - {path: /, cluster: c}
      """;

  /** What is asked for, and what the answer has. */
  @ParameterizedTest
  @CsvSource({
    "/x?y=z, member /x?y=z",
    "/a.bak, HTTP/1.1 403",
    "/a.%62ak, HTTP/1.1 403",
    "/gone/x, HTTP/1.1 410",
    "/old/a%20b?x=1, Location: http://a.test/new/a%20b?x=1",
    "/plus/x?a=1, member /more/x?b=2&a=1",
    "/plus/x, member /more/x?b=2",
    "/drop?a=1, member /dropped",
    "/raw, Location: http://a.test/a%20b#c",
    "/esc, Location: http://a.test/a%20b",
    "/maps/b?c, member /master/b?c",
    "/maps//b%20c;d=e, member /master/b%20c;d=e",
    "/by-host, member /by-host",
    "/rounda, member /round",
    "/roundaaa, member /round",
    "/roundaaaaaaaaa, HTTP/1.1 500",
    "/endless, HTTP/1.1 500",
    "/grows, HTTP/1.1 500",
    "/first, member /third",
    "/case/aB, member /c/abget/AB",
    "/second, member /second",
    "/jump, member /jumped",
    "/search/a%26b, member /s?q=a&b",
    "/search/a%20b, HTTP/1.1 403",
    "/search/a%3Fb, HTTP/1.1 403",
    "/search/a%0d%0ab, HTTP/1.1 400",
    "/../gone, HTTP/1.1 400",
  })
  void rule_saysWhatIsAskedFor(String asked, String has) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(RULES));
        RawClient client = program.connect(0)) {
      assertThat(client.get(asked).readAnswer()).containsIgnoringCase(has);
    }
  }

  @Test
  void condition_isOneOfSeveral_andItsGroupsAreFilledIn() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(RULES));
        RawClient client = program.connect(0)) {
      client.send("GET /by-host HTTP/1.1\r\nHost: shop.other.test\r\n\r\n");
      assertThat(client.readAnswer()).endsWith("member /site/shop");
      client.send("GET /by-host HTTP/1.1\r\nHost: a.test\r\nX-Site: one\r\n\r\n");
      assertThat(client.readAnswer()).endsWith("member /site/");
      client.send("DELETE /maps/x HTTP/1.1\r\nHost: a.test\r\n\r\n");
      assertThat(client.readAnswer()).endsWith("member /maps/x");
    }
  }

  private static final String MARKS =
      """
        - path: /
          maps: {m: FOLDER/map, r: {file: FOLDER/map, pick: random}}
          rewrite:
            - {pattern: '^/q/(.*)$', to: '/r?q=$1', groups: escape, last: true}
            - {pattern: '^/n/(.*)$', to: '/r?q=$1', groups: escape, plus: false, last: true}
            - {pattern: '^/c/(.*)$', to: '/r?q=$1', groups: controls, last: true}
            - {pattern: '^/e/(.*)$', to: '/r?q=$1', groups: escape, groupsExcept: '/:', last: true}
            - {pattern: '^/o/(.*)$', to: '/r?q=$1', groupsAlso: ' &', last: true}
            - {pattern: '^/s/(.*)$', to: '/r?a/$1?b=1', lastMark: true, last: true}
            - {pattern: '^/m/(.*)$', to: '/m/${m:$1|none}', last: true}
            - {pattern: '^/r$', to: '/m/${r:b}', last: true}
            - {pattern: '^/case/(.*)$', to: '/${toupper:$1}', last: true}
            - {pattern: '^/un/(.*)$', to: '/${unescape:a\\%2db\\%2}', last: true}
            - pattern: '^/k'
              set: {seen: '%{REQUEST_METHOD}'}
              cookies: [{name: n, value: 'a;$0', domain: a.test, minutes: 1, httpOnly: true}]
            - {pattern: '^/k', cookies: [{name: n, value: other}]}
            - pattern: '^/k'
              when: [{value: '%{ENV:seen}', equals: GET}]
              set: {twice: 'x%{ENV:seen}'}
            - {pattern: '^/k/gone', respond: 410}
            - {pattern: '^/k/away', to: /there, redirect: 302}
            - pattern: '^/number'
              when: [{value: '%{HTTP:X-N}', above: 5, or: true}, {expression: "%{HTTP:X-E} == 'y'"}]
              respond: 404
            - {pattern: '^/over$', to: /over2, over: true}
        - path: /
          rewrite: [{pattern: '^/over2', respond: 404}, {pattern: '^/plain', respond: 404}]
        - {path: /, cluster: c, responseHeaders: [{set: X-Twice, value: '%{twice}e', when: env=twice}]}
      """;

  /** Measured beside httpd: the same, but for letters beyond ASCII, which httpd leaves in. */
  @ParameterizedTest
  @CsvSource({
    "/q/a%26b%20c/d%3a%23%25%e4x_-.~, member /r?q=a%26b+c%2fd%3a%23%25%e4x_%2d%2e%7e",
    "/n/a%26b%20c/d%3a%23%25%e4x_-.~, member /r?q=a%26b%20c%2fd%3a%23%25%e4x_%2d%2e%7e",
    "/c/a%26b%20c/d, member /r?q=a&b+c/d",
    "/e/a%26b%20c/d%3a%23, member /r?q=a%26b+c/d:%23",
    "/o/a%26b%20c/d%3a, member /r?q=a%26b+c/d:",
    "/s/x, member /r%3Fa/x?b=1",
    "/m/k, member /m/v1",
    "/m/%23k, member /m/none",
    "/m/zz, member /m/none",
    "/case/a%c3%a4, member /A%C3%A4",
    "/un/x, member /a-b%252",
    "/k/x, Set-Cookie: n=a%3B/k; path=/; domain=a.test; expires=",
    "/k/x, X-Twice: xGET",
    "/k/gone, Set-Cookie: n=a%3B/k",
    "/k/gone, HTTP/1.1 410",
    "/k/away, Set-Cookie: n=a%3B/k",
    "/k/away, HTTP/1.1 302",
    "/over, member /over2",
    "/over2, HTTP/1.1 404",
    "/number, member /number",
  })
  void rule_writesLooksUpAndLeavesMarks(String asked, String has) throws Exception {
    Files.writeString(directory.resolve("map"), "#k no\nk  v1 rest\nk v2\nb x|y\n");
    try (StartedProgram program = new StartedProgram(yaml(MARKS));
        RawClient client = program.connect(0)) {
      assertThat(client.get(asked).readAnswer()).containsIgnoringCase(has);
    }
  }

  @Test
  void numbersAndExpressions_areConditions_andOneOfSeveralTextsIsPicked() throws Exception {
    Files.writeString(directory.resolve("map"), "b x|y\n");
    try (StartedProgram program = new StartedProgram(yaml(MARKS));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/r").readAnswer()).containsPattern("member /m/[xy]$");
      String number = "GET /number HTTP/1.1\r\nHost: a.test\r\n";
      assertThat(client.send(number + "X-N: 6 pies\r\n\r\n").readAnswer()).contains(" 404 ");
      assertThat(client.send(number + "X-N: five\r\n\r\n").readAnswer()).contains(" 200 ");
      assertThat(client.send(number + "X-E: y\r\n\r\n").readAnswer()).contains(" 404 ");
    }
  }

  private static final String SECTIONS =
      """
        - path: /f
          section: {path: /, name: FOLDER/, folder: FOLDER/f/}
          rewrite:
            - {pattern: ^up$, to: /g}
            - {pattern: ^in/(.*)$, to: in-$1}
            - {pattern: '^(in-.*)', to: /c/$1, cluster: c}
            - {pattern: ^round, to: /f/roundx}
            - {pattern: ^gone$, respond: 410}
            - {pattern: ^away$, to: there, redirect: 302}
            - {when: [{value: '%{REQUEST_FILENAME}', is: file}], to: /is}
        - path: /shut
          allow: [10.0.0.1]
          section: {path: /shut, name: 'proxy:http://c/s'}
          rewrite:
            - {pattern: ^proxy:http://c/s/a$, to: /open}
            - {pattern: ^proxy:http://c/s/b$, respond: 410}
            - {pattern: ^proxy:http://c/s/c$, to: http://d.test/, redirect: 302}
            - {pattern: ^proxy:http://c/s/d$, to: /d, cluster: c}
        - path: /users
          users: FOLDER/users
          section: {path: /users, name: 'proxy:http://c/u'}
          rewrite: [{pattern: a$, to: /open}, {pattern: b$, respond: 410}]
        - {path: /, cluster: c}
      """;

  /** Who may not come learns nothing of what the rules would do, and comes round no corner. */
  @ParameterizedTest
  @CsvSource({
    "/f/up?q, member /g?q",
    "/f/in/a/b, member /c/in-a/b/a/b",
    "/f/round, HTTP/1.1 500",
    "/f/gone, HTTP/1.1 410",
    "/f/away, Location: http://a.test/f/there",
    "/f/x.html, member /is",
    "/f/x.html/more, member /is",
    "/f/none.html, member /f/none.html",
    "/f, member /f",
    "/shut/a, HTTP/1.1 403",
    "/shut/b, HTTP/1.1 403",
    "/shut/c, HTTP/1.1 403",
    "/shut/d, HTTP/1.1 403",
    "/users/a, HTTP/1.1 403",
    "/users/b, HTTP/1.1 401",
  })
  void rulesOfASection_seeNames_andAreAskedLast(String asked, String has) throws Exception {
    Files.createDirectory(directory.resolve("f"));
    Files.writeString(directory.resolve("f/x.html"), "x");
    Files.writeString(directory.resolve("users"), "a:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=");
    try (StartedProgram program = new StartedProgram(yaml(SECTIONS));
        RawClient client = program.connect(0)) {
      assertThat(client.get(asked).readAnswer()).containsIgnoringCase(has);
    }
  }

  private static final String FILES =
      """
        - path: /
          rewrite:
            - pattern: .*
              when: [{value: 'FOLDER/maintenance', is: file}]
              to: /index.html
              last: true
            - {pattern: ^/page$, to: /index.html}
            - {pattern: ^/passed$, to: /there, pass: true}
          rewritten: {files: 'FOLDER'}
        - {path: /, cluster: c}
      """;

  @Test
  void rewrittenRequest_isAnsweredByFiles_unlessItIsPassedOn() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(FILES));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/page").readAnswer()).endsWith("local index");
      assertThat(client.get("/passed?a").readAnswer()).endsWith("member /there?a");
      assertThat(client.get("/other").readAnswer()).endsWith("member /other");
      Files.writeString(directory.resolve("maintenance"), "");
      assertThat(client.get("/other").readAnswer()).endsWith("local index");
    }
  }

  private static final String PATTERNS =
      """
        - {pattern: '^/[^/]+\\.(css|js)$', files: 'FOLDER'}
        - {pattern: '(?i)\\.GIF$', respond: 404}
        - {pattern: '^/(a|b)/(.*)$', to: /x/$2/$1, cluster: c}
        - {path: /few/, to: /few, literal: true, cluster: c}
        - {path: /many, to: /many/, literal: true, cluster: c}
        - {path: /, cluster: c}
      """;

  @ParameterizedTest
  @CsvSource({
    "/x.css, HTTP/1.1 404",
    "/d/x.css, member /d/x.css",
    "/d/x.gif, HTTP/1.1 404",
    "/a/y%20z;s=1?q=%20, member /x/y%20z;s=1/a?q=%20",
    "/%61/y, member /x/y/a",
    "/c/y.css, member /c/y.css",
    "/few/x, member /fewx",
    "/few/, member /few",
    "/few, member /few",
    "/many/x, member /many//x",
    "/many, member /many/",
  })
  void pattern_isFoundInTheResolvedPath(String asked, String has) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(PATTERNS));
        RawClient client = program.connect(0)) {
      assertThat(client.get(asked).readAnswer()).contains(has);
    }
  }

  /** A member with a prefix of its own, whose redirects rules map back; Via has the site's name. */
  @Test
  void member_isAskedByItsOwnPrefix() throws Exception {
    String id = "127.0.0.1:" + member.getAddress().getPort();
    String route =
        "  - {path: /app, to: /x, literal: true, toByMember: {'"
            + id
            + "': /own/}, cluster: c, via: a.test}";
    try (StartedProgram program = new StartedProgram(yaml(route));
        RawClient client = program.connect(0)) {
      String answer = client.send("GET /app/b?c HTTP/1.1\r\nHost: a.test\r\n\r\n").readAnswer();
      assertThat(answer).contains("member /own//b?c").contains("via: 1.1 a.test");
    }
  }

  /** By whatever name a route is told of in Via: this program knows what it has sent itself. */
  @Test
  void requestThatComesRound_isKnownByForwarded() throws Exception {
    try (StartedProgram program =
            new StartedProgram(yaml("  - {path: /, cluster: c, via: a.test}"));
        RawClient client = program.connect(0)) {
      String first = client.send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n").readAnswer();
      assertThat(first).startsWith("HTTP/1.1 200");
      String by = "Forwarded: for=1.2.3.4;by=_" + forwardedBy() + "\r\n";
      String again =
          client
              .send("GET / HTTP/1.1\r\nHost: a.test\r\nVia: 1.1 a.test\r\n" + by + "\r\n")
              .readAnswer();
      assertThat(again).startsWith("HTTP/1.1 508");
    }
  }

  private String forwardedBy() {
    return forwarded.replaceFirst(".*by=_([^;,]+).*", "$1");
  }
}
