package org.rpicluster.balancer.vertx.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one request, read when the first of them is asked for; one that breaks the grammar
 * is none, and of two with one name the first counts. For one exchange, on its event loop. RFC 6265
 * §4.2.
 */
public final class RequestCookies {

  private final Fields fields;
  private @Nullable Set<Cookie> cookies;

  /** Those among these fields. */
  public RequestCookies(Fields fields) {
    this.fields = fields;
  }

  /** The value of one; null if it is not sent. */
  public @Nullable String value(String name) {
    for (Cookie cookie : cookies()) {
      if (cookie.name().equals(name)) {
        return cookie.value();
      }
    }
    return null;
  }

  private Set<Cookie> cookies() {
    Set<Cookie> read = cookies;
    if (read == null) {
      String field = fields.get(HttpHeaderNames.COOKIE);
      read = field == null ? Set.of() : ServerCookieDecoder.STRICT.decode(field);
      cookies = read;
    }
    return read;
  }
}
