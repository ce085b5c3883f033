package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.routing.Compression;

/**
 * Stage 6, what the route says of compression: whether an answer is compressed, and what of its
 * head follows from that. Never one that is compressed already, a part, or one whose bytes are
 * vouched for; its entity tag becomes a weak one, as the bytes are others. A look-up for each
 * answer of a route without it. Stateless. RFC 9110 §8.4, §8.8.1, §12.5.3; Apache's mod_deflate.
 */
final class CompressResponse {

  private static final int PARTIAL = 206;
  private static final List<String> VOUCHED = List.of("content-digest", "digest", "content-md5");

  private CompressResponse() {}

  /** Prepares the head, and says whether the body is to be compressed. */
  static boolean prepare(Exchange exchange, int status) {
    Compression compression = exchange.route().rewriting().compress();
    Fields inbound = exchange.inbound.responseFields();
    String type = compression.types().isEmpty() ? null : inbound.get(HttpHeaderNames.CONTENT_TYPE);
    if (type == null || !compression.has(type) || !isWhole(inbound, status)) {
      return false;
    }
    vary(inbound);
    if (!isAccepted(exchange.inbound.fields())) {
      return false;
    }
    boolean isHead = exchange.inbound.method().equals("HEAD");
    if (!isHead && !exchange.proxy.compressors().enter()) {
      return false;
    }
    inbound.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    inbound.remove(HttpHeaderNames.CONTENT_LENGTH);
    inbound.remove(HttpHeaderNames.ACCEPT_RANGES);
    String tag = inbound.get(HttpHeaderNames.ETAG);
    if (tag != null && tag.startsWith("\"")) {
      inbound.set(HttpHeaderNames.ETAG, "W/" + tag);
    }
    return !isHead;
  }

  private static boolean isWhole(Fields inbound, int status) {
    boolean hasBody = status >= 200 && status != 204 && status != 205 && status != 304;
    String length = inbound.get(HttpHeaderNames.CONTENT_LENGTH);
    return hasBody
        && status != PARTIAL
        && !"0".equals(length)
        && !inbound.contains(HttpHeaderNames.CONTENT_ENCODING)
        && !inbound.contains(HttpHeaderNames.CONTENT_RANGE)
        && VOUCHED.stream().noneMatch(inbound::contains)
        && Values.of(inbound, HttpHeaderNames.CACHE_CONTROL).stream()
            .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-transform"));
  }

  /** Caches must keep both forms apart. */
  private static void vary(Fields inbound) {
    List<String> said = Values.of(inbound, HttpHeaderNames.VARY);
    boolean isSaid =
        said.stream()
            .flatMap(value -> List.of(value.split(",")).stream())
            .map(String::strip)
            .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase("accept-encoding"));
    if (!isSaid) {
      inbound.add(HttpHeaderNames.VARY, "Accept-Encoding");
    }
  }

  private static boolean isAccepted(Fields fields) {
    boolean accepted = false;
    for (String value : Values.of(fields, HttpHeaderNames.ACCEPT_ENCODING)) {
      for (String coding : value.toLowerCase(Locale.ROOT).split(",")) {
        String[] parts = coding.split(";");
        String name = parts[0].strip();
        boolean isGzip = name.equals("gzip") || name.equals("x-gzip");
        if (isGzip) {
          return !isRefused(parts);
        }
        accepted |= name.equals("*") && !isRefused(parts);
      }
    }
    return accepted;
  }

  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].strip().matches("q\\s*=\\s*0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
