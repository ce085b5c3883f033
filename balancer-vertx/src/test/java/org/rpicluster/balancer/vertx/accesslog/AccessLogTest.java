package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.vertx.VertxExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

@Timeout(60)
class AccessLogTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-22T11:28:19Z");

  private static final LogFormat COMBINED = LogFormat.of("combined", ZoneOffset.UTC);

  @TempDir private Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final Vertx vertx = Vertx.vertx();
  private Path file;
  private AccessLog log;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("access.log");
    log = AccessLog.toFile(file, COMBINED, new ManualTicker());
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::settle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void settled_aRequestFromTheWire_isOneLine() throws IOException {
    send("GET /a%20b?c=d HTTP/1.1\r\nHost: pi\r\nReferer: http://pi/\r\nUser-Agent: test/1\r\n");
    log.close();

    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "127\\.0\\.0\\.1 - - \\[22/Nov/2026:\\d\\d:28:19 [+-]\\d{4}]"
                + " \"GET /a%20b\\?c=d HTTP/1\\.1\" 200 5 \"http://pi/\" \"test/1\"");
  }

  @Test
  void settled_fieldsThatWouldForgeALine_areEscaped() throws IOException {
    send("GET / HTTP/1.0\r\nUser-Agent: x\" 200 1\t\u00e9\\\r\nReferer: a\r\nReferer: b\r\n");
    log.close();

    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith("\"GET / HTTP/1.0\" 200 5 \"a, b\" \"x\\\" 200 1\\t\\xe9\\\\\"");
  }

  @Test
  void settled_withoutRefererAndUserAgent_hasHyphens() throws IOException {
    send("GET / HTTP/1.1\r\nHost: pi\r\n");
    log.close();

    assertThat(lines()).singleElement().asString().endsWith(" 200 5 \"-\" \"-\"");
  }

  @Test
  void close_afterManyLines_losesNone() throws IOException {
    HttpServerRequest inboundRequest = requestOf("GET / HTTP/1.1\r\nHost: pi\r\n");
    for (int i = 1; i < 20_000; i++) {
      log.settled(summary(inboundRequest));
    }
    log.close();

    assertThat(lines()).hasSize(20_000);
    assertThat(log.dropped()).isZero();
  }

  @Test
  void settled_afterTheFileWasMoved_writesToANewOne() throws IOException {
    HttpServerRequest inboundRequest = requestOf("GET / HTTP/1.1\r\nHost: pi\r\n");
    Path moved = folder.resolve("access.log.1");
    Files.move(file, moved);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    log.settled(summary(inboundRequest));
    log.close();

    assertThat(moved).exists();
    // The first line may still have been on its way when the file was moved.
    assertThat(Files.readAllLines(file).size() + Files.readAllLines(moved).size()).isEqualTo(2);
    assertThat(lines()).isNotEmpty();
  }

  @Test
  void settled_afterTheFileWasTruncated_goesOnAtItsStart() throws IOException {
    HttpServerRequest inboundRequest = requestOf("GET / HTTP/1.1\r\nHost: pi\r\n");
    log.close();
    log = AccessLog.toFile(file, COMBINED, new ManualTicker());
    Files.write(file, new byte[0]);
    log.settled(summary(inboundRequest));
    log.close();

    assertThat(lines()).singleElement().asString().startsWith("127.0.0.1 - - [");
  }

  @Test
  void toFile_ofAnExistingFile_appends() throws IOException {
    send("GET /first HTTP/1.1\r\nHost: pi\r\n");
    log.close();
    log = AccessLog.toFile(file, COMBINED);
    send("GET /second HTTP/1.1\r\nHost: pi\r\n");
    log.close();

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).contains("/second");
  }

  @Test
  void toFile_ofADirectory_saysWhatWasExpected() {
    assertThatThrownBy(() -> AccessLog.toFile(folder, COMBINED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file: " + folder + " (expected: a file, not a directory)");
  }

  @Test
  void toFile_inADirectoryThatThereIsNot_makesIt() {
    Path missing = folder.resolve("logs/access.log");
    try (AccessLog log = AccessLog.toFile(missing, COMBINED)) {
      assertThat(log.dropped()).isZero();
      assertThat(missing).exists();
    }
  }

  @Test
  void toFile_whereAWholePathIsMissing_saysSoAndMakesNothing() {
    Path missing = folder.resolve("lgos/balancer/access.log");
    assertThatThrownBy(() -> AccessLog.toFile(missing, COMBINED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file: "
                + missing
                + " (expected: a file in a directory that exists, or whose parent does)");
    assertThat(folder.resolve("lgos")).doesNotExist();
  }

  private volatile HttpServerRequest lastRequest;

  private void settle(HttpServerRequest inboundRequest) {
    lastRequest = inboundRequest;
    log.settled(summary(inboundRequest));
    inboundRequest.response().end("hello");
  }

  private static ExchangeSummary summary(HttpServerRequest inboundRequest) {
    Client client = new Client("127.0.0.1", "127.0.0.1", false, "http");
    VertxExchange exchange = new VertxExchange(inboundRequest);
    return new ExchangeSummary(
        exchange,
        exchange.responseFields(),
        client,
        "",
        "",
        RECEIVED,
        0,
        0,
        0,
        0,
        200,
        0,
        5,
        "c",
        "",
        null,
        "m",
        1,
        ExchangeEnd.COMPLETE,
        "",
        Map.of(),
        null);
  }

  private HttpServerRequest requestOf(String head) throws IOException {
    send(head);
    return lastRequest;
  }

  /** Sends a request, a byte for each character, and waits for the whole answer. */
  private void send(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      byte[] bytes = (head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(bytes);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("hello");
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }

  private final class ManualTicker implements Ticker {
    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public Instant now() {
      return RECEIVED;
    }
  }
}
