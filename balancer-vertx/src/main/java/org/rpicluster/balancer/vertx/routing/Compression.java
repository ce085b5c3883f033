package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The choice of a route's answers that are compressed, by their media types. Immutable. Apache's
 * {@code AddOutputFilterByType DEFLATE}.
 *
 * @param types in small letters; none to compress nothing
 */
public record Compression(List<String> types) {

  private static final Pattern TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

  /** Answers go on as they come. */
  public static final Compression NONE = new Compression(List.of());

  /** What Debian has Apache compress: text that nothing has compressed already. */
  public static final Compression USUAL =
      new Compression(
          List.of(
              "text/html",
              "text/plain",
              "text/xml",
              "text/css",
              "text/javascript",
              "application/x-javascript",
              "application/javascript",
              "application/ecmascript",
              "application/rss+xml",
              "application/wasm",
              "application/xml"));

  /** Checks the types. */
  public Compression {
    types = types.stream().map(Compression::requireType).distinct().toList();
  }

  /** Checks a media type, and gives it in small letters. */
  public static String requireType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    Check.argument(TYPE.matcher(lower).matches(), "compress", type, "a type such as text/html");
    return lower;
  }

  /** Whether answers of a type, which may have parameters, are compressed. */
  public boolean has(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return types.contains(type.strip().toLowerCase(Locale.ROOT));
  }
}
