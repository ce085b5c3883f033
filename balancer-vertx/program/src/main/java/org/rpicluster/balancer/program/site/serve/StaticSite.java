package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the files of a folder: types, entity tags by content, conditional requests, single ranges,
 * index pages, packed twins. The disk is asked on Vert.x' worker threads, and a body goes from file
 * to socket; an exchange costs some objects and one open file. Any event loop. RFC 9110, 8, 13, 14,
 * 15.
 */
public final class StaticSite implements Handler<HttpServerRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(StaticSite.class);

  private final Vertx vertx;
  private final FileLookup files;
  private final FileAnswer answer;

  /**
   * The site in a folder, or in the {@code current} of a worker's directory.
   *
   * @param cacheControl what every page says of its use by caches; empty: nothing
   */
  public StaticSite(Vertx vertx, Path folder, String cacheControl, Ticker ticker) {
    this.vertx = vertx;
    files = new FileLookup(new SiteRoot(folder));
    answer = new FileAnswer(cacheControl, ticker);
  }

  @Override
  public void handle(HttpServerRequest inboundRequest) {
    HttpMethod method = inboundRequest.method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      notAllowed(inboundRequest);
      return;
    }
    RequestedPath path = RequestedPath.of(Optional.ofNullable(inboundRequest.path()).orElse(""));
    switch (path.kind()) {
      case MALFORMED -> answer.say(inboundRequest, 400, "The path is malformed.");
      case MISSING -> missing(inboundRequest);
      case GOOD -> look(inboundRequest, path);
    }
  }

  private void notAllowed(HttpServerRequest inboundRequest) {
    HttpServerResponse inboundResponse = inboundRequest.response().putHeader("Allow", "GET, HEAD");
    if (inboundRequest.method().equals(HttpMethod.OPTIONS)) {
      inboundResponse.setStatusCode(204).end();
    } else {
      answer.say(inboundRequest, 405, "Pages are for GET and HEAD.");
    }
  }

  private void missing(HttpServerRequest inboundRequest) {
    answer.say(inboundRequest, 404, "There is no such page here.");
  }

  private void look(HttpServerRequest inboundRequest, RequestedPath path) {
    boolean acceptsGzip = AcceptedCoding.isGzip(inboundRequest.headers().getAll("Accept-Encoding"));
    vertx
        .executeBlocking(() -> files.find(path, acceptsGzip), false)
        .onSuccess(found -> answer(inboundRequest, found))
        .onFailure(failure -> failed(inboundRequest, failure));
  }

  private void answer(HttpServerRequest inboundRequest, FoundFile found) {
    if (found instanceof FoundFile.Open file) {
      answer.send(inboundRequest, file);
    } else if (found instanceof FoundFile.Folder) {
      answer.redirect(inboundRequest);
    } else if (found instanceof FoundFile.Forbidden) {
      answer.say(inboundRequest, 403, "This page may not be read.");
    } else {
      missing(inboundRequest);
    }
  }

  private void failed(HttpServerRequest inboundRequest, Throwable failure) {
    LOG.error("{}: cannot be read: {}", inboundRequest.path(), failure.toString());
    answer.say(inboundRequest, 500, "This page cannot be read.");
  }
}
