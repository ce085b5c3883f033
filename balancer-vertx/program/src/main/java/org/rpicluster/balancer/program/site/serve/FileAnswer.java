package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.rpicluster.balancer.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with a file: its head, and all of it, a part, or nothing. For the exchange's event loop.
 * RFC 9110, 13.2.2, 14.2, 15.3.7, 15.4.5, 15.5.17.
 */
final class FileAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(FileAnswer.class);

  private final String cacheControl;
  private final Ticker ticker;

  FileAnswer(String cacheControl, Ticker ticker) {
    this.cacheControl = cacheControl;
    this.ticker = ticker;
  }

  void send(HttpServerRequest inboundRequest, FoundFile.Open file) {
    Instant now = ticker.now().truncatedTo(ChronoUnit.SECONDS);
    // A file from the future would be one that never changes again.
    Instant modified = file.modified().isAfter(now) ? now : file.modified();
    HttpServerResponse inboundResponse = dated(inboundRequest, now).putHeader("ETag", file.tag());
    if (!cacheControl.isEmpty()) {
      inboundResponse.putHeader("Cache-Control", cacheControl);
    }
    if (file.hasTwin()) {
      inboundResponse.putHeader("Vary", "Accept-Encoding");
    }
    Preconditions preconditions = new Preconditions(file.tag(), modified, now);
    switch (preconditions.of(inboundRequest.headers())) {
      case FAILED -> without(inboundRequest, file, 412, "The page is another one.");
      case NOT_MODIFIED -> {
        close(file);
        inboundResponse.setStatusCode(304).end();
      }
      case GO_ON -> body(inboundRequest, file, preconditions);
    }
  }

  private void body(
      HttpServerRequest inboundRequest, FoundFile.Open file, Preconditions preconditions) {
    HttpServerResponse inboundResponse =
        inboundRequest
            .response()
            .putHeader("Last-Modified", HttpDate.text(preconditions.modified()))
            .putHeader("Accept-Ranges", "bytes");
    Optional<ByteRange> range =
        Optional.ofNullable(inboundRequest.getHeader("Range"))
            .filter(any -> inboundRequest.method().equals(HttpMethod.GET))
            .filter(any -> preconditions.allowsRange(inboundRequest.headers()))
            .flatMap(text -> ByteRange.parse(text, file.bytes()));
    if (range.isPresent() && range.get().isEmpty()) {
      inboundResponse.putHeader("Content-Range", "bytes */" + file.bytes());
      without(inboundRequest, file, 416, "The page has no such part.");
      return;
    }
    range.ifPresent(
        it -> inboundResponse.setStatusCode(206).putHeader("Content-Range", it.field()));
    inboundResponse.putHeader("Content-Type", file.type());
    if (file.isGzip()) {
      inboundResponse.putHeader("Content-Encoding", "gzip");
    }
    stream(inboundRequest, file, range.orElse(ByteRange.all(file.bytes())));
  }

  private static void stream(
      HttpServerRequest inboundRequest, FoundFile.Open file, ByteRange range) {
    HttpServerResponse inboundResponse =
        inboundRequest.response().putHeader("Content-Length", Long.toString(range.length()));
    if (inboundRequest.method().equals(HttpMethod.HEAD) || range.length() == 0) {
      close(file);
      inboundResponse.end();
      return;
    }
    inboundResponse
        .sendFile(file.channel(), range.first(), range.length())
        .onComplete(any -> close(file)); // A client that leaves in the middle is no event.
  }

  /** Names the folder with its slash. What was asked for has no name of a host in it. */
  void redirect(HttpServerRequest inboundRequest) {
    String query = inboundRequest.query();
    String target = inboundRequest.path() + "/" + (query == null ? "" : "?" + query);
    inboundRequest.response().putHeader("Location", target);
    say(inboundRequest, 301, "It is a folder.");
  }

  private void without(
      HttpServerRequest inboundRequest, FoundFile.Open file, int status, String sentence) {
    close(file);
    say(inboundRequest, status, sentence);
  }

  /** A sentence instead of a page. */
  void say(HttpServerRequest inboundRequest, int status, String sentence) {
    HttpServerResponse inboundResponse =
        dated(inboundRequest, ticker.now())
            .setStatusCode(status)
            .putHeader("Content-Type", "text/plain; charset=utf-8");
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    if (inboundRequest.method().equals(HttpMethod.HEAD)) {
      inboundResponse.putHeader("Content-Length", Integer.toString(body.length)).end();
    } else {
      inboundResponse.end(sentence + "\n");
    }
  }

  private static HttpServerResponse dated(HttpServerRequest inboundRequest, Instant now) {
    return inboundRequest.response().putHeader("Date", HttpDate.text(now));
  }

  private static void close(FoundFile.Open file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("a file cannot be closed", e);
    }
  }
}
