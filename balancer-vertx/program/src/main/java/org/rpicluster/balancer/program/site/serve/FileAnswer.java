package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * Answers with a file: its head, and all of it, a part, or nothing. For the exchange's event loop.
 * RFC 9110, 13.2.2, 14.2, 15.3.7, 15.4.5, 15.5.17.
 */
final class FileAnswer {

  private final Vertx vertx;
  private final String cacheControl;
  private final Ticker ticker;

  FileAnswer(Vertx vertx, String cacheControl, Ticker ticker) {
    this.vertx = vertx;
    this.cacheControl = cacheControl;
    this.ticker = ticker;
  }

  void send(LocalExchange exchange, FoundFile.Open file) {
    Instant now = ticker.now().truncatedTo(ChronoUnit.SECONDS);
    // A file from the future would be one that never changes again.
    Instant modified = file.page().modified().isAfter(now) ? now : file.page().modified();
    Fields fields = exchange.responseFields();
    fields.set("ETag", file.page().tag());
    if (!cacheControl.isEmpty()) {
      fields.set("Cache-Control", cacheControl);
    }
    if (file.page().hasTwin()) {
      fields.set("Vary", "Accept-Encoding");
    }
    Preconditions preconditions = new Preconditions(file.page().tag(), modified, now);
    switch (outcome(exchange, preconditions)) {
      case FAILED -> without(exchange, file, 412, "The page is another one.");
      case NOT_MODIFIED -> {
        FileBody.close(file.content());
        exchange.status(304);
        exchange.end();
      }
      case GO_ON -> body(exchange, file, preconditions);
    }
  }

  /** To others than GET and HEAD nothing is "not modified". RFC 9110 §13.1.2, §13.1.3. */
  private static Preconditions.Outcome outcome(LocalExchange exchange, Preconditions conditions) {
    Preconditions.Outcome outcome = conditions.of(exchange.fields());
    if (outcome != Preconditions.Outcome.NOT_MODIFIED || !exchange.method().equals("POST")) {
      return outcome;
    }
    return exchange.fields().contains("If-None-Match")
        ? Preconditions.Outcome.FAILED
        : Preconditions.Outcome.GO_ON;
  }

  private void body(LocalExchange exchange, FoundFile.Open file, Preconditions preconditions) {
    Fields fields = exchange.responseFields();
    fields.set("Last-Modified", HttpDate.text(preconditions.modified()));
    fields.set("Accept-Ranges", "bytes");
    Optional<ByteRange> range =
        Optional.ofNullable(exchange.fields().get("Range"))
            .filter(any -> exchange.method().equals("GET"))
            .filter(any -> preconditions.allowsRange(exchange.fields()))
            .flatMap(text -> ByteRange.parse(text, file.page().bytes()));
    if (range.isPresent() && range.get().isEmpty()) {
      fields.set("Content-Range", "bytes */" + file.page().bytes());
      without(exchange, file, 416, "The page has no such part.");
      return;
    }
    range.ifPresent(
        part -> {
          exchange.status(206);
          fields.set("Content-Range", part.field());
        });
    if (!file.page().type().isEmpty()) {
      fields.set("Content-Type", file.page().type());
    }
    if (!file.page().coding().isEmpty()) {
      fields.set("Content-Encoding", file.page().coding());
    }
    stream(exchange, file, range.orElse(ByteRange.all(file.page().bytes())));
  }

  private void stream(LocalExchange exchange, FoundFile.Open file, ByteRange range) {
    exchange.responseFields().set("Content-Length", Long.toString(range.length()));
    if (exchange.method().equals("HEAD") || range.length() == 0) {
      FileBody.close(file.content());
      exchange.end();
    } else {
      new FileBody(vertx, exchange, file.content(), range).send();
    }
  }

  private static void without(
      LocalExchange exchange, FoundFile.Open file, int status, String sentence) {
    FileBody.close(file.content());
    exchange.refuse(status, sentence);
  }

  /**
   * Names the folder with its slash. Two slashes at the start would be a host.
   *
   * @param site scheme and host that stand before it; may be empty
   */
  void redirect(LocalExchange exchange, String site) {
    String path = exchange.path().replaceFirst("^/+", "/");
    String query = exchange.query();
    String target = path + "/" + (query.isEmpty() ? "" : "?" + query);
    exchange.responseFields().set("Location", site + target);
    exchange.responseFields().set("Content-Length", "0"); // to HEAD as well
    exchange.status(301);
    exchange.end();
  }

  /** Says when. RFC 9110, 6.6.1. */
  void date(LocalExchange exchange) {
    exchange.responseFields().set("Date", HttpDate.text(ticker.now()));
  }
}
