package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Routes that compress answers. */
@Timeout(60)
class CompressRouteTest {

  /** More than one piece, and more than the sockets of both sides hold. */
  private static final int LARGE = 6 << 20;

  private final CountDownLatch first = new CountDownLatch(1);
  private HttpServer member;

  @BeforeEach
  void start() throws IOException {
    member = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    member.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          var fields = exchange.getResponseHeaders();
          fields.set("Content-Type", "text/html; charset=utf-8");
          fields.set("ETag", "\"tag\"");
          switch (path) {
            case "/image" -> fields.set("Content-Type", "image/png");
            case "/coded" -> fields.set("Content-Encoding", "br");
            case "/kept" -> fields.set("Cache-Control", "public, No-Transform");
            case "/digest" -> fields.set("Content-Digest", "sha-256=:x:");
            case "/part" -> fields.set("Content-Range", "bytes 0-1/9");
            default -> {}
          }
          byte[] body =
              (path.equals("/large") ? "x".repeat(LARGE) : "text of " + path)
                  .getBytes(StandardCharsets.UTF_8);
          boolean isPart = path.equals("/part");
          exchange.sendResponseHeaders(isPart ? 206 : 200, path.equals("/slow") ? 0 : body.length);
          exchange.getResponseBody().write(body);
          if (path.equals("/slow")) {
            exchange.getResponseBody().flush();
            await();
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    member.setExecutor(Executors.newCachedThreadPool());
    member.start();
  }

  private void await() {
    try {
      first.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    first.countDown();
    member.stop(0);
  }

  private StartedProgram started() {
    return new StartedProgram(
        "listen: 127.0.0.1:0\nclusters: {c: {members: ['http://127.0.0.1:"
            + member.getAddress().getPort()
            + "']}}\nroutes: [{path: /, cluster: c, compress: [text/html]}]\n");
  }

  private static RawClient asked(StartedProgram program, String path, String accepted)
      throws IOException {
    return program
        .connect(0)
        .send(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nAccept-Encoding: "
                + accepted
                + "\r\n\r\n");
  }

  /** The body of an answer, in chunks or with a length, unpacked. */
  private static String unpacked(String answer) throws IOException {
    byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = answer.indexOf("\r\n\r\n") + 4;
    boolean isChunked = answer.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    if (!isChunked) {
      body.write(bytes, at, bytes.length - at);
    }
    for (int size = isChunked ? -1 : 0; size != 0; ) {
      int line = answer.indexOf("\r\n", at);
      size = Integer.parseInt(answer.substring(at, line), 16);
      body.write(bytes, line + 2, size);
      at = line + 2 + size + 2;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "x-gzip"})
  void answerOfTheType_isCompressedForAClientThatTakesIt(String accepted) throws Exception {
    try (StartedProgram program = started();
        RawClient client = asked(program, "/a", accepted)) {
      String answer = client.readAll();

      assertThat(answer)
          .containsIgnoringCase("\r\ncontent-encoding: gzip\r\n")
          .containsIgnoringCase("\r\nvary: accept-encoding\r\n")
          .containsIgnoringCase("\r\netag: W/\"tag\"\r\n")
          .doesNotContainIgnoringCase("content-length: 10\r\n"); // what the member has said
      assertThat(unpacked(answer)).isEqualTo("text of /a");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip;q=0", "identity", "*;q=0.0", "gzip;q=0, *"})
  void clientThatDoesNotTakeIt_getsTheAnswerAsItCame(String accepted) throws Exception {
    try (StartedProgram program = started();
        RawClient client = asked(program, "/a", accepted)) {
      assertThat(client.readAll())
          .endsWith("\r\n\r\ntext of /a")
          .containsIgnoringCase("\r\nvary: accept-encoding\r\n")
          .containsIgnoringCase("\r\netag: \"tag\"\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/image", "/coded", "/kept", "/digest", "/part"})
  void answerThatMustNotChange_goesOnAsItCame(String path) throws Exception {
    try (StartedProgram program = started();
        RawClient client = asked(program, path, "gzip")) {
      assertThat(client.readAll()).endsWith("\r\n\r\ntext of " + path);
    }
  }

  @Test
  void largeAnswer_isWhole() throws Exception {
    try (StartedProgram program = started();
        RawClient client = asked(program, "/large", "gzip")) {
      assertThat(unpacked(client.readAll())).hasSize(LARGE);
    }
  }

  @Test
  void whatAMemberHasSentSoFar_goesOutAtOnce() throws Exception {
    try (StartedProgram program = started();
        RawClient client = asked(program, "/slow", "gzip")) {
      String head = client.readHead();
      assertThat(client.read(3)).isNotEmpty(); // the member waits with the rest
      first.countDown();
      assertThat(head).containsIgnoringCase("content-encoding: gzip");
      assertThat(client.readAll()).endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void headOfACompressedAnswer_isThatOfGet() throws Exception {
    try (StartedProgram program = started();
        RawClient client = program.connect(0)) {
      client.send("HEAD /a HTTP/1.1\r\nHost: a.test\r\nAccept-Encoding: gzip\r\n\r\n");
      assertThat(client.readHead())
          .containsIgnoringCase("content-encoding: gzip")
          .doesNotContainIgnoringCase("content-length");
    }
  }
}
