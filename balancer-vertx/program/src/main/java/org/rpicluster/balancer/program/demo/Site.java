package org.rpicluster.balancer.program.demo;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import org.rpicluster.balancer.program.site.serve.StaticSite;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.VertxHandlers;

/**
 * The site that every member serves: pages and pictures from the class path, one large file, and
 * the one page that differs, which says who served it. Any event loop.
 */
final class Site {

  /** Where the pages are on the class path. */
  static final String ROOT = "org/rpicluster/balancer/program/demo/site";

  /** A browser asks for each page again, so that the balancer can be seen at work. */
  private static final String ASK_AGAIN = "no-cache";

  private final Vertx vertx;
  private final Handler<HttpServerRequest> pages;

  private Site(Vertx vertx, Path folder) {
    this.vertx = vertx;
    pages = VertxHandlers.of(new StaticSite(vertx, folder, ASK_AGAIN, Ticker.system()));
  }

  /** The site, once its pages are unpacked into Vert.x' directory for such files. */
  static Future<Site> unpack(Vertx vertx) {
    return vertx
        .fileSystem()
        .readDir(ROOT)
        .map(files -> new Site(vertx, Path.of(files.get(0)).toAbsolutePath().getParent()));
  }

  /** The site as one member serves it. */
  Router router(String member) {
    Router router = Router.router(vertx);
    router.get("/member").handler(new DemoPage(member));
    router
        .route(LargeFile.PATH)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(new LargeFile());
    router.route().handler(context -> pages.handle(context.request()));
    return router;
  }
}
