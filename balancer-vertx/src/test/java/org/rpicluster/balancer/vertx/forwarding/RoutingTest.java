package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Hosts;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.ReverseMapping;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Where requests go, and what a route changes in them, over real sockets. */
class RoutingTest {

  private final RawMember guarded = new RawMember(ok("guarded"));
  private final RawMember open = new RawMember(ok("open"));

  RoutingTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    guarded.close();
    open.close();
  }

  /** The table in docs/decisions.md, "A route is chosen by the plain path". */
  @ParameterizedTest
  @CsvSource({
    "/admin, guarded, /admin",
    "/admin%2f, guarded, /admin%2f",
    "/%61dmin, guarded, /%61dmin",
    "//admin, guarded, /admin",
    "/admin//x, guarded, /admin//x",
    "/./admin, 400,",
    "/x/../admin, 400,",
    "/x/%2e%2e/admin, 400,",
    "/x%2f..%2fadmin, 400,",
    "/x/..%5cadmin, 400,",
    "/x/..;/admin, 400,",
    "/admin;x, guarded, /admin;x",
    "/admin%3bx, guarded, /admin%3bx",
    "/admin%3fx, guarded, /admin%3fx",
    "/admin?x, guarded, /admin?x",
    "/ADMIN, open, /ADMIN",
    "/administrator, open, /administrator",
    "/%2561dmin, open, /%2561dmin",
    "/admin%00, 400,",
    "/admin%zz, 400,",
    "/admin#, 400,",
    "http://a.test/admin, guarded, /admin",
    "http://a.test//admin, guarded, /admin",
    "HTTP://A.TEST/%61dmin, guarded, /%61dmin",
    "http://a.test/x/../admin, 400,",
  })
  void noSpelling_getsPastARoute(String target, String who, String asked) throws Exception {
    try (TestProxy proxy =
            TestProxy.builder(Route.to("/admin", cluster(guarded)), Route.to("/", cluster(open)))
                .start();
        RawClient client = proxy.connect()) {
      String answer = client.get(target).readAnswer();
      if (who.equals("400")) {
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(guarded.heads()).isEmpty();
        assertThat(open.heads()).isEmpty();
      } else {
        assertThat(answer).endsWith(who);
        RawMember member = who.equals("open") ? open : guarded;
        assertThat(member.heads().get(0)).startsWith("GET " + asked + " HTTP/1.1\r\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.test, guarded",
    "A.TEST, guarded",
    "a.test., guarded",
    "a.test:80, guarded",
    "www.b.test, guarded",
    "b.test, open",
    "c.test, open",
  })
  void host_choosesTheRoute(String host, String who) throws Exception {
    Match match = new Match(new Hosts(List.of("a.test", "*.b.test")), "/", List.of());
    try (TestProxy proxy =
        TestProxy.builder(
                new Route.ToCluster(match, cluster(guarded), Rewriting.DEFAULT),
                Route.to("/", cluster(open)))
            .start()) {
      try (RawClient client = proxy.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(client.readAnswer()).endsWith(who);
      }
      try (RawClient client = proxy.connect()) {
        client.send("GET http://" + host + "/ HTTP/1.1\r\nHost: other.test\r\n\r\n");
        assertThat(client.readAnswer()).endsWith(who);
      }
    }
  }

  @Test
  void exception_isLeftToTheNextRoute_orToNobody() throws Exception {
    Match match = new Match(Hosts.ANY, "/app", List.of("/app/static"));
    try (TestProxy proxy =
            TestProxy.builder(
                    new Route.ToCluster(match, cluster(guarded), Rewriting.DEFAULT),
                    Route.to("/app/static/img", cluster(open)))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/app/x").readAnswer()).endsWith("guarded");
      assertThat(client.get("/app/static/img/x").readAnswer()).endsWith("open");
      assertThat(client.get("/app/%73tatic/x").readAnswer()).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void mappedPath_isWhatTheMemberIsAskedFor_andWhatItSaysIsMappedBack() throws Exception {
    try (RawMember other = new RawMember(ok(""));
        RawMember member =
            new RawMember(
                connection ->
                    connection.write(
                        "HTTP/1.1 302 x\r\nLocation: "
                            + other.url()
                            + "/x/a\r\nContent-Location: /x/b\r\n"
                            + "Set-Cookie: p=1; Path=/x; Domain=127.0.0.1; HttpOnly\r\n"
                            + "Set-Cookie: q=Path=/x\r\nContent-Length: 0\r\n\r\n"));
        TestProxy proxy =
            TestProxy.builder(
                    new Route.ToCluster(
                        Match.of("/app"),
                        cluster(member, other),
                        Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/x"))))
                .start();
        RawClient client = proxy.connect()) {
      client.send("GET /app/a%2Fb?c=%20 HTTP/1.1\r\nHost: www.test:8080\r\n\r\n");
      assertThat(client.readAnswer())
          .containsIgnoringCase("\r\nlocation: http://www.test:8080/app/a\r\n")
          .containsIgnoringCase("\r\ncontent-location: /app/b\r\n")
          .containsIgnoringCase("\r\nset-cookie: p=1; Path=/app; Domain=www.test; HttpOnly\r\n")
          .containsIgnoringCase("\r\nset-cookie: q=Path=/x\r\n");
      assertThat(member.heads().get(0)).startsWith("GET /x/a%2Fb?c=%20 HTTP/1.1\r\n");
    }
  }

  @Test
  void withoutReverse_nothingIsMappedBack() throws Exception {
    String answer =
        "HTTP/1.1 302 x\r\nLocation: /x/a\r\nSet-Cookie: p=1; Path=/x\r\nContent-Length: 0\r\n\r\n";
    try (RawMember member = new RawMember(says(answer));
        TestProxy proxy =
            TestProxy.builder(
                    new Route.ToCluster(
                        Match.of("/app"),
                        cluster(member),
                        Rewriting.DEFAULT
                            .paths(PathRewriting.NONE.to("/x"))
                            .back(ReverseMapping.DEFAULT.reverse(false))))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/app").readAnswer())
          .containsIgnoringCase("\r\nlocation: /x/a\r\n")
          .containsIgnoringCase("\r\nset-cookie: p=1; Path=/x\r\n");
    }
  }

  @Test
  void fields_areSetAndRemovedBothWays() throws Exception {
    FieldChanges request = new FieldChanges(Map.of("X-User", "nobody"), List.of("Cookie"));
    FieldChanges response = new FieldChanges(Map.of("X-Frame-Options", "DENY"), List.of("Server"));
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 200 OK\r\nServer: x\r\nX-Frame-Options: a\r\nContent-Length: 0\r\n\r\n"));
        TestProxy proxy =
            TestProxy.builder(
                    new Route.ToCluster(
                        Match.of("/"),
                        cluster(member),
                        Rewriting.DEFAULT.fields(request, response)))
                .start();
        RawClient client = proxy.connect()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.test\r\nX-User: root\r\nX_USER: root\r\nCookie: a=b\r\n\r\n");
      assertThat(client.readAnswer())
          .contains("\r\nX-Frame-Options: DENY\r\n")
          .doesNotContain("Server:")
          .doesNotContain(": a\r\n");
      assertThat(member.heads().get(0))
          .contains("\r\nX-User: nobody\r\n")
          .doesNotContain("root")
          .doesNotContain("Cookie");
    }
  }

  @Test
  void memberThatIsToldTheClientsHost_mayNameItself() throws Exception {
    String answer = "HTTP/1.1 302 x\r\nLocation: http://www.test/x/a\r\nContent-Length: 0\r\n\r\n";
    try (RawMember member = new RawMember(says(answer));
        TestProxy proxy =
            TestProxy.builder(
                    new Route.ToCluster(
                        Match.of("/app"),
                        cluster(member),
                        Rewriting.DEFAULT.paths(PathRewriting.NONE.to("/x")).preserveHost(true)))
                .start();
        RawClient client = proxy.connect()) {
      client.send("GET /app HTTP/1.1\r\nHost: www.test\r\n\r\n");
      assertThat(client.readAnswer()).containsIgnoringCase("location: http://www.test/app/a\r\n");
    }
  }

  private static ProxiedCluster cluster(RawMember... members) {
    var builder = Balancer.builder("test", Strategies.byRequests());
    for (RawMember member : members) {
      builder.member(Member.of(member.url()));
    }
    return new ProxiedCluster(builder.build(), TestProxy.PATIENT);
  }
}
