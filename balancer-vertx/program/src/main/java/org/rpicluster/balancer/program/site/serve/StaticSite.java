package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;
import org.rpicluster.balancer.vertx.proxy.LocalHandler;
import org.rpicluster.balancer.vertx.routing.Match;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the files of a folder: types, entity tags by content, conditional requests, single ranges,
 * index pages, packed twins. The disk is asked on Vert.x' worker threads, and bodies go from there
 * in pieces, within the bounds of {@link FileBudget}; what goes over them gets 503. Any event loop.
 * RFC 9110, 8, 13, 14, 15.
 */
public final class StaticSite implements LocalHandler {

  private static final Logger LOG = LoggerFactory.getLogger(StaticSite.class);

  private static final Match EVERYTHING = Match.of("/");

  private final Vertx vertx;
  private final Match match;
  private final FileLookup files;
  private final FileAnswer answer;

  /**
   * The site in a folder, or in the {@code current} of a worker's directory.
   *
   * @param cacheControl what every page says of its use by caches; empty: nothing
   */
  public StaticSite(Vertx vertx, Path folder, String cacheControl, Ticker ticker) {
    this(vertx, EVERYTHING, folder, cacheControl, ticker);
  }

  /**
   * The same below the path of a route.
   *
   * @param match whose path is the folder
   */
  public StaticSite(Vertx vertx, Match match, Path folder, String cacheControl, Ticker ticker) {
    this.vertx = vertx;
    this.match = match;
    files = new FileLookup(new SiteRoot(folder));
    answer = new FileAnswer(vertx, cacheControl, ticker);
  }

  @Override
  public void handle(LocalExchange exchange) {
    answer.date(exchange);
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      notAllowed(exchange);
      return;
    }
    RequestedPath path = RequestedPath.of(below(exchange.path()));
    switch (path.kind()) {
      case MALFORMED -> exchange.refuse(400, "The path is malformed.");
      case MISSING -> missing(exchange);
      case GOOD -> look(exchange, path);
    }
  }

  /** Beginning with a slash, unless nothing stands behind the route's path. */
  private String below(String path) {
    if (match.path().equals("/")) {
      return path;
    }
    String rest = match.rest(path);
    return match.path().endsWith("/") ? "/" + rest : rest;
  }

  private static void notAllowed(LocalExchange exchange) {
    exchange.responseFields().set("Allow", "GET, HEAD");
    if (exchange.method().equals("OPTIONS")) {
      exchange.status(204);
      exchange.end();
    } else {
      exchange.refuse(405, "Pages are for GET and HEAD.");
    }
  }

  private static void missing(LocalExchange exchange) {
    exchange.refuse(404, "There is no such page here.");
  }

  private void look(LocalExchange exchange, RequestedPath path) {
    boolean acceptsGzip = AcceptedCoding.isGzip(exchange.fields().getAll("Accept-Encoding"));
    vertx
        .executeBlocking(() -> files.find(path, acceptsGzip), false)
        .onComplete(
            found -> exchange.loop().execute(() -> answer(exchange, found)),
            failure -> exchange.loop().execute(() -> failed(exchange, failure)));
  }

  private void answer(LocalExchange exchange, FoundFile found) {
    if (found instanceof FoundFile.Open file) {
      send(exchange, file);
    } else if (found instanceof FoundFile.Folder) {
      answer.redirect(exchange);
    } else if (found instanceof FoundFile.Forbidden) {
      exchange.refuse(403, "This page may not be read.");
    } else if (found instanceof FoundFile.Busy) {
      exchange.refuse(503, "This page cannot be had at the moment.");
    } else {
      missing(exchange);
    }
  }

  private void send(LocalExchange exchange, FoundFile.Open file) {
    if (exchange.isOver()) {
      FileBody.close(file.content());
    } else {
      answer.send(exchange, file);
    }
  }

  private static void failed(LocalExchange exchange, Throwable failure) {
    LOG.error("{}: cannot be read: {}", exchange.path(), failure.toString());
    exchange.refuse(500, "This page cannot be read.");
  }
}
