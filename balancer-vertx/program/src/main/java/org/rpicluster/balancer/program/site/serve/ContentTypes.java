package org.rpicluster.balancer.program.site.serve;

import io.vertx.core.http.MimeMapping;
import java.util.Locale;
import java.util.Map;

/**
 * What a file is, by its name: as the registry of media types has it, and text in UTF-8. Stateless.
 * RFC 9239 for scripts.
 */
public final class ContentTypes {

  private static final String UNKNOWN = "application/octet-stream";

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
    String file = name.substring(name.lastIndexOf('/') + 1);
    if (file.startsWith(".")) {
      return "text/plain; charset=utf-8"; // The version.
    }
    int dot = file.lastIndexOf('.');
    String extension = dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    String known = OWN.get(extension);
    String type = known == null ? MimeMapping.mimeTypeForExtension(extension) : known;
    if (type == null) {
      return UNKNOWN;
    }
    return type.startsWith("text/") ? type + "; charset=utf-8" : type;
  }
}
