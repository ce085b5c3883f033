package org.rpicluster.balancer.program.demo;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * The page that says which member served it: a page for a browser, one word for a script. Its
 * member's name is all that differs. Any event loop.
 */
final class DemoPage implements Handler<RoutingContext> {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s served this</title>
      <link rel="icon" href="/pictures/icon.svg">
      <link rel="stylesheet" href="/style.css">
      <header><nav><a href="/">Raspberry Pi cluster</a><a href="/nodes.html">Nodes</a>\
      <a href="/balancer.html">Balancer</a><a href="/member">Who served this?</a></nav></header>
      <main class="member">
      <p>This page was served by</p>
      <h1>%1$s</h1>
      <p>Every other page is the same on every member. Load this one again, and the balancer \
      chooses the next.</p>
      <p><a class="button" href="/member">Again</a></p>
      </main>
      </html>
      """;

  private final String member;

  DemoPage(String member) {
    this.member = member;
  }

  @Override
  public void handle(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    HttpServerResponse inboundResponse = context.response().putHeader("Cache-Control", "no-store");
    inboundResponse.putHeader("Vary", "Accept");
    if (accept != null && accept.contains("text/html")) {
      inboundResponse
          .putHeader("Content-Type", "text/html; charset=utf-8")
          .end(String.format(Locale.ROOT, PAGE, member));
    } else {
      inboundResponse.putHeader("Content-Type", "text/plain; charset=utf-8").end(member + "\n");
    }
  }
}
