package org.rpicluster.balancer.vertx.server.demo;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/**
 * The site that every member serves: pages and pictures from the class path, one large file, and
 * the one page that differs, which says who served it. Any event loop.
 */
final class Site {

  /** Where the pages are on the class path. */
  static final String ROOT = "org/rpicluster/balancer/vertx/server/site";

  private final Vertx vertx;
  private final EntityTags tags = new EntityTags();
  // A browser asks for each page again, so that the balancer can be seen at work.
  private final StaticHandler pages =
      StaticHandler.create(ROOT).setFilesReadOnly(false).setMaxAgeSeconds(0);

  Site(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The site as one member serves it. */
  Router router(String member) {
    Router router = Router.router(vertx);
    router.get("/member").handler(new MemberPage(member));
    router.head(LargeFile.PATH).handler(new LargeFile());
    router.get(LargeFile.PATH).handler(new LargeFile());
    router.get().handler(tags);
    router.get().handler(pages);
    // The static handler would give the length of the range; a HEAD has no range.
    router.head().handler(Site::ignoreRange);
    router.head().handler(tags);
    router.head().handler(pages);
    router.errorHandler(404, any -> any.response().end("There is no such page here.\n"));
    return router;
  }

  private static void ignoreRange(RoutingContext context) {
    context.request().headers().remove("Range");
    context.next();
  }
}
