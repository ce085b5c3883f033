package org.rpicluster.balancer.vertx.server.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.charset.StandardCharsets;

/**
 * The site that every member serves: pages and pictures from the class path, one large file, and
 * the one page that differs, which says who served it. Any event loop.
 */
final class Site {

  /** Where the pages are on the class path. */
  static final String ROOT = "org/rpicluster/balancer/vertx/server/site";

  private final Vertx vertx;
  private final EntityTags tags = new EntityTags();
  // A browser asks for each page again, so that the balancer can be seen at work. Without a
  // character
  // set of ours the handler would name the machine's, whatever the pages are in.
  private final StaticHandler pages =
      StaticHandler.create(ROOT)
          .setMaxAgeSeconds(0)
          .setDefaultContentEncoding(StandardCharsets.UTF_8.name());

  Site(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The site as one member serves it. */
  Router router(String member) {
    Router router = Router.router(vertx);
    router.get("/member").handler(new MemberPage(member));
    router
        .route(LargeFile.PATH)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(new LargeFile());
    router.head().handler(Site::asForGet);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(tags).handler(pages);
    router.errorHandler(
        404, any -> any.response().setStatusCode(404).end("There is no such page here.\n"));
    return router;
  }

  /** The static handler would give the length of a range, which a HEAD has not, and no type. */
  private static void asForGet(RoutingContext context) {
    context.request().headers().remove("Range");
    String path = context.normalizedPath();
    String type = MimeMapping.mimeTypeForFilename(path.endsWith("/") ? "index.html" : path);
    if (type != null) {
      String charset = type.startsWith("text") ? ";charset=UTF-8" : "";
      context.response().putHeader("Content-Type", type + charset);
    }
    context.next();
  }
}
