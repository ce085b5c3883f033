package org.rpicluster.balancer.vertx.server.demo;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Gives each page an ETag made of its content, so that it is the same on every member, and answers
 * 304 to a client that has it already. Vert.x' static handler goes by the date alone, which is that
 * of the unpacking. A page is read once; any event loop.
 */
final class EntityTags implements Handler<RoutingContext> {

  private final Map<String, Optional<String>> tags = new ConcurrentHashMap<>();

  @Override
  public void handle(RoutingContext context) {
    String path = context.normalizedPath();
    String file = path.endsWith("/") ? path + "index.html" : path;
    Optional<String> tag = tags.get(file);
    if (tag == null) {
      tag = tagOf(file);
      // Only what exists is kept: whatever clients ask for, the map stays as small as the site.
      tag.ifPresent(known -> tags.put(file, Optional.of(known)));
    }
    tag.ifPresent(context::etag);
    if (tag.isPresent() && context.isFresh()) {
      context.response().setStatusCode(304).end();
    } else {
      context.next();
    }
  }

  private static Optional<String> tagOf(String file) {
    String resource = "/" + Site.ROOT + file;
    try (InputStream in = EntityTags.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      CRC32 crc = new CRC32();
      byte[] bytes = in.readAllBytes();
      crc.update(bytes);
      return Optional.of("\"" + Long.toHexString(crc.getValue()) + "-" + bytes.length + "\"");
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
