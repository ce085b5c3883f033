package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Routes that not everyone may use: by address, by user, by what the request is. */
@Timeout(60)
class GuardedRouteTest {

  /** As {@code htpasswd} writes them; each has the password "secret". */
  private static final String USERS =
      """
      bcrypt:$2y$04$xO9VJfGdVEPp8TExdL4VfeeENik3g.UDePe.RtTlI/fvGq2Kmbacy
      # a comment
      apr1:$apr1$V1t0iG9V$RPIUF8x6aaoiRwFl5Fji71
      sha:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=
      sha512:$6$FdXwpv1zrmdMHOUv$6WnNOKNGc.PGHbXyBmrfLfgpidCtzMPX5i2bsn8u7V32uKc.ViOl.9Qa97ilHhd9BBXqEW4VD2TJPq66QyVln.
      sha256:$5$BPllOIcGuu.02RBq$5M6WOal0NrNPYegSNM/PRotkKcKfew.w8FN5Qolxpk.
      """;

  @TempDir private Path directory;
  private Path users;

  @BeforeEach
  void write() throws IOException {
    users = Files.writeString(directory.resolve("users"), USERS);
    Files.writeString(directory.resolve("groups"), "admins: sha apr1\nothers: bcrypt\n");
  }

  /** Routes that answer here; the path of each is /a. */
  private String yaml(String... guards) {
    StringBuilder routes = new StringBuilder();
    for (String guard : guards) {
      routes.append("  - {path: /a, respond: {body: here}, ").append(guard).append("}\n");
    }
    return "listen: [{address: '127.0.0.1:0', h2c: true}]\nroutes:\n"
        + routes.toString().replace("DIR", directory.toString());
  }

  private static String asks(String path, String user, String password) {
    return "GET " + path + " HTTP/1.1\r\nHost: a.test\r\n" + authorization(user, password);
  }

  private static String authorization(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both) + "\r\n\r\n";
  }

  private static int status(StartedProgram program, String request) throws IOException {
    try (RawClient client = program.connect(0)) {
      return Integer.parseInt(client.send(request).readAnswer().substring(9, 12));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allow: [127.0.0.0/8] | 200",
        "allow: ['::1', 10.0.0.0/8] | 403",
        "access: granted | 200",
        "access: denied | 403",
        "access: {methods: [GET]} | 200",
        "access: {methods: [POST, get]} | 403",
        "access: {path: /a/b} | 200",
        "access: {path: /a/bc} | 403",
        "access: {pattern: '^/a/.$'} | 200",
        "access: {pattern: {matches: '^x:b$', replacing: /a/, by: 'x:'}} | 200",
        "access: {header: {name: X-Pass, matches: '^letmein$'}} | 200",
        "access: {header: {name: X-Other, matches: .}} | 403",
        "access: {header: {name: X-Other, matches: '^$'}} | 200",
        "access: {address: '^127[.]'} | 200",
        "access: {none: [{address: '^127[.]'}]} | 403",
        "access: {all: [granted, {allow: [127.0.0.1]}]} | 200",
        "access: {all: [granted, denied]} | 403",
        "access: {any: [denied, granted]} | 200",
        "access: {cases: [{when: {path: /a/b}, then: denied}, {then: granted}]} | 403",
        "access: {cases: [{when: {path: /a/c}, then: denied}, {then: granted}]} | 200",
        "access: {cases: [{when: {path: /a/c}, then: granted}]} | 403",
        "'allow: [10.0.0.0/8], access: granted, satisfy: any' | 200",
        "'allow: [10.0.0.0/8], access: granted, satisfy: all' | 403",
        "'allow: [127.0.0.1], users: DIR/users' | 401",
        "'allow: [127.0.0.1], users: DIR/users, satisfy: any' | 200",
        "'allow: [10.0.0.1], users: DIR/users' | 403",
        "'allow: [10.0.0.1], users: DIR/users, satisfy: any' | 401",
        "access: {none: [{users: DIR/users}]} | 200",
        "access: {expression: \"%{HTTP:X-Pass} == 'letmein' && %{QUERY_STRING} == '/x'\"} | 200",
        "access: {expression: \"%{REQUEST_URI} =~ m#^/a/b$# && -R '10.0.0.0/8'\"} | 403",
      })
  void requirement_decidesByWhatTheRequestIs(String guard, int status) throws Exception {
    String request = "GET /a/b?/x HTTP/1.1\r\nHost: a.test\r\nX-Pass: letmein\r\n\r\n";
    try (StartedProgram program = new StartedProgram(yaml(guard))) {
      assertThat(status(program, request)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a?x", "//a", "/%61", "/a;x", "http://a.test/a", "/a%2f"})
  void noSpelling_getsPastAGuard(String target) throws Exception {
    String guard = "access: {cases: [{when: {path: /a}, then: denied}, {then: granted}]}";
    String yaml = yaml(guard).replace("path: /a, respond", "path: /, respond");
    try (StartedProgram program = new StartedProgram(yaml)) {
      assertThat(status(program, "GET " + target + " HTTP/1.1\r\nHost: a.test\r\n\r\n"))
          .isEqualTo(403);
      assertThat(status(program, "GET /b HTTP/1.1\r\nHost: a.test\r\n\r\n")).isEqualTo(200);
    }
  }

  @Test
  void userWithoutPassword_isAskedForOne() throws Exception {
    try (StartedProgram program =
            new StartedProgram(yaml("users: {file: DIR/users, realm: 'A \"B\"'}"));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/a").readAnswer())
          .startsWith("HTTP/1.1 401 ")
          .containsIgnoringCase("\r\nwww-authenticate: Basic realm=\"A \\\"B\\\"\"\r\n")
          .endsWith("A user and a password are needed.\n");
      // The connection goes on.
      assertThat(client.send(asks("/a", "sha", "secret")).readAnswer()).endsWith("\r\n\r\nhere");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bcrypt", "apr1", "sha", "sha256", "sha512"})
  void password_isFoundRightByItsHash_againAndAgain(String user) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("users: DIR/users"))) {
      assertThat(status(program, asks("/a", user, "Secret"))).isEqualTo(401);
      assertThat(status(program, asks("/a", user, "secret"))).isEqualTo(200);
      assertThat(status(program, asks("/a", user, "secret"))).isEqualTo(200);
      assertThat(status(program, asks("/a", user, "secrets"))).isEqualTo(401);
      assertThat(status(program, asks("/a", user + "x", "secret"))).isEqualTo(401);
      assertThat(status(program, asks("/a", user, ""))).isEqualTo(401);
      assertThat(status(program, asks("/a", user, "x".repeat(600)))).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !",
        "Basic c2hh",
        "Bearer c2hhOnNlY3JldA==",
        "basic  x",
      })
  void fieldThatIsNoUserAndPassword_isNone(String field) throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("users: DIR/users"))) {
      String head = "GET /a HTTP/1.1\r\nHost: a.test\r\nAuthorization: " + field + "\r\n\r\n";
      assertThat(status(program, head)).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'names: [sha, bcrypt]', sha, 200",
    "'names: [sha, bcrypt]', apr1, 401",
    "'groups: admins, groupFile: DIR/groups', apr1, 200",
    "'groups: [admins], groupFile: DIR/groups', bcrypt, 401",
    "'names: bcrypt, groups: [admins], groupFile: DIR/groups', bcrypt, 200",
  })
  void users_mayBeSomeOfThoseOfAFile(String who, String user, int status) throws Exception {
    try (StartedProgram program =
        new StartedProgram(yaml("users: {file: DIR/users, " + who + "}"))) {
      assertThat(status(program, asks("/a", user, "secret"))).isEqualTo(status);
    }
  }

  @Test
  void userWhoIsTakenOut_mayNotComeAfterAReload() throws Exception {
    String yaml = yaml("users: DIR/users");
    try (StartedProgram program = new StartedProgram(yaml)) {
      assertThat(status(program, asks("/a", "sha", "secret"))).isEqualTo(200);
      Files.writeString(users, USERS.replace("sha:", "other:"));
      program.reload(yaml);
      assertThat(status(program, asks("/a", "sha", "secret"))).isEqualTo(401);
      assertThat(status(program, asks("/a", "other", "secret"))).isEqualTo(200);
    }
  }

  @Test
  void body_waitsForThePassword_andReachesTheMemberWhole() throws Exception {
    try (RawMember member = new RawMember(ok("member"));
        StartedProgram program =
            new StartedProgram(
                "listen: [{address: '127.0.0.1:0', h2c: true}]\n"
                    + "clusters: {c: {members: ['http://127.0.0.1:"
                    + member.port()
                    + "']}}\nroutes: [{path: /, cluster: c, users: "
                    + users
                    + "}]\n");
        RawClient client = program.connect(0)) {
      String post = "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n";
      for (String user : new String[] {"bcrypt", "bcrypt", "apr1"}) {
        client.send(post + authorization(user, "secret") + "hello");
        assertThat(client.readAnswer()).endsWith("member");
      }
      client.send(post + authorization("bcrypt", "wrong") + "hello");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 401 ");
      client.send(asks("/", "bcrypt", "secret"));
      assertThat(client.readAnswer()).endsWith("member");
      assertThat(member.heads()).hasSize(4);
    }
  }

  @Test
  void guard_holdsOverHttp2() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("users: DIR/users"));
        Http2Client client = program.connectHttp2(0)) {
      assertThat(client.send(HttpMethod.GET, "/a").head().statusCode()).isEqualTo(401);
    }
  }

  @Test
  void rulesOfAGuardedRoute_areForThePathThatTheyAreAsked_andRedirectsAreForEveryone()
      throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        routes:
          - path: /
            access: {cases: [{when: {path: /a}, then: denied}, {then: granted}]}
            rewrite:
              - {pattern: ^/a/old, to: /a/new, redirect: 301}
              - {pattern: '^/[ab]/(.*)', to: /c/$1}
            rewritten: {respond: {body: rewritten}}
        """;
    try (StartedProgram program = new StartedProgram(yaml)) {
      assertThat(status(program, "GET /a/x HTTP/1.1\r\nHost: a.test\r\n\r\n")).isEqualTo(403);
      assertThat(status(program, "GET /b/x HTTP/1.1\r\nHost: a.test\r\n\r\n")).isEqualTo(200);
      assertThat(status(program, "GET /a/old HTTP/1.1\r\nHost: a.test\r\n\r\n")).isEqualTo(301);
      assertThat(status(program, "GET /c HTTP/1.1\r\nHost: a.test\r\n\r\n")).isEqualTo(404);
    }
  }
}
