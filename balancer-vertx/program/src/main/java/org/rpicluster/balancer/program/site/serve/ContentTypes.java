package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.http.MimeMapping;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The media type of a file, by its name: as the registry of media types has it, and text in UTF-8.
 * Stateless. RFC 9239 for scripts.
 */
public final class ContentTypes {

  static final String TEXT = "text/plain";

  static final String UNKNOWN = "application/octet-stream";

  /** Where Vert.x' table is silent or older than the registry. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("js", "text/javascript"),
          Map.entry("mjs", "text/javascript"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("otf", "font/otf"),
          Map.entry("md", "text/markdown"),
          Map.entry("xml", "application/xml"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("m4a", "audio/mp4"));

  private ContentTypes() {}

  /** The media type of a file with this name. */
  public static String of(String name) {
    return of(name, "utf-8");
  }

  /** The same with text in a character set; empty to say none. */
  public static String of(String name, String charset) {
    String type = bare(name).orElse(UNKNOWN);
    return type.startsWith("text/") ? in(type, charset) : type;
  }

  static String in(String type, String charset) {
    return charset.isEmpty() ? type : type + "; charset=" + charset;
  }

  /** The usual type of an extension in small letters. */
  static Optional<String> usual(String extension) {
    String known = OWN.get(extension);
    return Optional.ofNullable(known == null ? MimeMapping.mimeTypeForExtension(extension) : known);
  }

  private static Optional<String> bare(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    if (file.startsWith(".")) {
      return Optional.of(TEXT); // The version.
    }
    int dot = file.lastIndexOf('.');
    String extension = dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    return usual(extension);
  }
}
