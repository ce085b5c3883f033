package org.rpicluster.balancer.program.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.kit.Authority;
import org.rpicluster.balancer.vertx.kit.OddNames;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.tls.RequestedServerName;

/**
 * Names that are odd but legal in TLS, which only works in a JVM that leaves names to the program.
 */
@Timeout(60)
class OddNamesIT {

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void nameIsServed_withItsCertificate_byItsRoute_inEverySpelling(String name) throws Exception {
    Authority authority = new Authority();
    try (RawMember first = new RawMember(ok("first"));
        RawMember named = new RawMember(ok("named"));
        StartedProgram program = program(authority, name, first, named)) {
      for (String asked : List.of(name, name.toUpperCase(Locale.ROOT), name + ".")) {
        try (SSLSocket client = connect(program.port(0), asked)) {
          assertThat(subject(client)).as(asked).isEqualToIgnoringCase("CN=" + name);
          assertThat(answer(client, asked)).as(asked).endsWith("named");
        }
      }
      try (SSLSocket client = connect(program.port(0), "unknown_name.test")) {
        assertThat(subject(client)).isEqualTo("CN=first.test");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"a_b.wild.test, CN=*.wild.test", "a.b.wild.test, CN=first.test"})
  void wildcardStandsForOneOddLabel(String asked, String shown) throws Exception {
    try (RawMember member = new RawMember(ok(""));
        StartedProgram program = program(new Authority(), "*.wild.test", member, member);
        SSLSocket client = connect(program.port(0), asked)) {
      assertThat(subject(client)).isEqualTo(shown);
    }
  }

  /** In TLS 1.2 the JVM resumes it all the same, and nothing is carried over it. */
  @Test
  void sessionOfOneName_isOfNoUseUnderAnothersCertificate() throws Exception {
    try (RawMember member = new RawMember(ok("carried"));
        StartedProgram program = program(new Authority(), "my_app.test", member, member)) {
      SSLContext context = trusting();
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (SSLSocket one = connect(context, program.port(0), "my_app.test", version)) {
          assertThat(answer(one, "my_app.test")).endsWith("carried");
        }
        try (SSLSocket again = connect(context, program.port(0), "my_app.test", version);
            SSLSocket other = connect(context, program.port(0), "first.test", version)) {
          assertThat(answer(again, "my_app.test")).endsWith("carried");
          boolean resumed = subject(other).equals("CN=my_app.test");
          assertThat(answer(other, "first.test")).contains(resumed ? " 421 " : "carried");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void memberOfThisName_isAskedForIt_andTrusted(String name) throws Exception {
    Authority authority = new Authority();
    InetAddress here = InetAddress.getLoopbackAddress();
    ReachOptions tls = new ReachOptions(authority.trusted(), Duration.ofMinutes(1));
    try (RawMember encrypted = new RawMember(authority.socket(authority.issue(name)), ok("tls"));
        RawMember wrong =
            new RawMember(authority.socket(authority.issue("other_1.test")), ok("tls"))) {
      assertThat(asked("https", name, encrypted, tls, here)).endsWith("tls");
      assertThat(asked("https", name, wrong, tls, here)).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void nameOfMembersInTheirCertificates_mayBeOdd() throws Exception {
    Authority authority = new Authority();
    MemberTls tls =
        new MemberTls(true, "my_app.test", List.of(authority.certificate()), Optional.empty());
    ReachOptions reach = new ReachOptions(tls, Duration.ofMinutes(1));
    InetAddress here = InetAddress.getLoopbackAddress();
    try (RawMember member =
            new RawMember(authority.socket(authority.issue("my_app.test")), ok("tls"));
        RawMember wrong =
            new RawMember(authority.socket(authority.issue("a_pp.test")), ok("tls"))) {
      assertThat(asked("https", "127.0.0.1", member, reach, here)).endsWith("tls");
      assertThat(asked("https", "127.0.0.1", wrong, reach, here)).startsWith("HTTP/1.1 503 ");
    }
  }

  private static String asked(
      String scheme, String name, RawMember member, ReachOptions reach, InetAddress here)
      throws Exception {
    String url = scheme + "://" + name + ":" + member.port();
    try (TestProxy proxy =
            TestProxy.builder(url)
                .reach(reach)
                .but(builder -> builder.names(host -> Future.succeededFuture(List.of(here))))
                .start();
        RawClient client = proxy.connect()) {
      return client.get("/").readAnswer();
    }
  }

  private StartedProgram program(Authority authority, String name, RawMember first, RawMember named)
      throws Exception {
    return new StartedProgram(
        String.format(
            Locale.ROOT,
            """
        listen:
          - {address: "127.0.0.1:0", tls: [%s, %s]}
          - {address: "127.0.0.1:0", h2c: true}
        timeouts: {handshake: 1m, head: 1m}
        clusters: {first: {members: ["%s"]}, named: {members: ["%s"]}}
        routes:
          - {path: /, host: "%s", cluster: named}
          - {path: /, cluster: first}
        """,
            files(authority.issue("first.test"), "first"),
            files(authority.issue(name), "named"),
            first.url(),
            named.url(),
            name));
  }

  private String files(X509Bundle bundle, String file) throws Exception {
    Path certificate = directory.resolve(file + ".pem");
    Path key = directory.resolve(file + ".key");
    Files.writeString(certificate, bundle.getCertificatePathPEM());
    Files.writeString(key, bundle.getPrivateKeyPEM());
    return "{certificate: " + certificate + ", key: " + key + "}";
  }

  private static SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context;
  }

  private static SSLSocket connect(int port, String name) throws Exception {
    return connect(trusting(), port, name, "TLSv1.3");
  }

  private static SSLSocket connect(SSLContext context, int port, String name, String version)
      throws Exception {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new RequestedServerName(name)));
    parameters.setProtocols(new String[] {version});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static String subject(SSLSocket socket) throws Exception {
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectX500Principal().getName();
  }

  private static String answer(SSLSocket socket, String host) throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
