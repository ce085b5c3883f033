package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.FilesSettings;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.http.Authority;
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

  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Set<String> APACHES_METHODS = Set.of("GET", "HEAD", "POST");

  private final Match base;
  private final boolean isApaches;
  private final Optional<TrustedProxies> believed;
  private final FileAnswer answer;
  private final LookupTurns lookups;

  /**
   * The site in a folder, or in the {@code current} of a worker's directory.
   *
   * @param cacheControl what every page says of its use by caches; empty: nothing
   */
  public StaticSite(Vertx vertx, Path folder, String cacheControl, Ticker ticker) {
    this(vertx, EVERYTHING, FilesSettings.of(folder), Optional.empty(), cacheControl, ticker);
  }

  private StaticSite(
      Vertx vertx,
      Match base,
      FilesSettings rules,
      Optional<TrustedProxies> believed,
      String cacheControl,
      Ticker ticker) {
    this.base = base;
    this.believed = believed;
    isApaches = rules.isApaches();
    answer = new FileAnswer(vertx, cacheControl, ticker);
    lookups =
        new LookupTurns(vertx, new FileLookup(rules, ticker), this::answer, StaticSite::failed);
  }

  /**
   * The files of a route.
   *
   * @param route whose path the folder is at, unless {@code rules} name another
   * @param believed whose word about scheme and host is taken
   */
  public static StaticSite of(
      Vertx vertx, Match route, FilesSettings rules, TrustedProxies believed, Ticker ticker) {
    Optional<TrustedProxies> word = Optional.of(believed);
    return new StaticSite(vertx, rules.base(route), rules, word, "", ticker);
  }

  @Override
  public void handle(LocalExchange exchange) {
    answer.date(exchange);
    if (!(isApaches ? APACHES_METHODS : METHODS).contains(exchange.method())) {
      notAllowed(exchange);
      return;
    }
    RequestedPath path = RequestedPath.of(below(exchange.path()));
    switch (path.kind()) {
      case MALFORMED -> exchange.refuse(400, "The path is malformed.");
      case MISSING -> missing(exchange);
      case HIDDEN -> hidden(exchange, path);
      case GOOD -> look(exchange, path);
    }
  }

  /** Beginning with a slash, unless nothing stands behind the folder's path. */
  private String below(String path) {
    if (base.path().equals("/")) {
      return path;
    }
    String rest = base.rest(path);
    return base.path().endsWith("/") ? "/" + rest : rest;
  }

  private void hidden(LocalExchange exchange, RequestedPath path) {
    if (!isApaches) {
      missing(exchange);
    } else if (RequestedPath.isWellKnown(path.name())) {
      look(exchange, path);
    } else {
      exchange.refuse(403, "This page may not be read.");
    }
  }

  private void notAllowed(LocalExchange exchange) {
    exchange.responseFields().set("Allow", isApaches ? "GET, HEAD, POST" : "GET, HEAD");
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
    lookups.look(exchange, new RecentPages.Asked(path, acceptsGzip));
  }

  private void answer(LocalExchange exchange, FoundFile found) {
    if (found instanceof FoundFile.Open file) {
      send(exchange, file);
    } else if (found instanceof FoundFile.Folder) {
      answer.redirect(exchange, site(exchange));
    } else if (found instanceof FoundFile.Forbidden) {
      exchange.refuse(403, "This page may not be read.");
    } else if (found instanceof FoundFile.Busy) {
      exchange.refuse(503, "This page cannot be had at the moment.");
    } else {
      missing(exchange);
    }
  }

  /** Scheme and host, which Apache writes out; empty where they are not known. */
  private String site(LocalExchange exchange) {
    if (!isApaches || believed.isEmpty()) {
      return "";
    }
    Client client = exchange.client(believed.get());
    String asked = client.hostOr(exchange.authority());
    return Authority.isValid(asked) ? client.scheme() + "://" + asked : "";
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
