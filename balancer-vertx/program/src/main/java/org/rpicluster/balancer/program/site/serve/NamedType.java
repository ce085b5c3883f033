package org.rpicluster.balancer.program.site.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.FileTypes;
import org.rpicluster.balancer.program.config.FilesSettings;

/**
 * The type that a file is said to have, by its name: each of its extensions may say its type, its
 * character set, or how it is packed, and the last that says something counts. Of those that the
 * settings do not name, only the last has a usual type, but for Apache's way, where each has.
 * Immutable; linear in the name. Apache's {@code find_ct} and {@code core_override_type}.
 *
 * @param type its media type; empty to say none
 * @param coding how it is packed; empty if it is not
 */
record NamedType(String type, String coding) {

  private static final String HTML = "text/html";

  /** What a file with this name is. */
  static NamedType of(String name, FilesSettings rules) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    FileTypes types = rules.types();
    if (types.equals(FileTypes.USUAL) && !rules.isApaches() || file.startsWith(".")) {
      return new NamedType(ContentTypes.of(file, rules.charset()), "");
    }
    String type = "";
    String charset = "";
    List<String> codings = new ArrayList<>();
    List<String> extensions = extensions(file);
    for (int i = 0; i < extensions.size(); i++) {
      String each = extensions.get(i);
      boolean isUsual = rules.isApaches() || i == extensions.size() - 1;
      type = typeOf(each, types, isUsual).orElse(type);
      charset = types.charsets().getOrDefault(each, charset);
      Optional.ofNullable(types.encodings().get(each)).ifPresent(codings::add);
    }
    String coding = String.join(", ", codings);
    return new NamedType(
        types.forced().isEmpty()
            ? said(type, charset, rules)
            : inUsual(types.forced(), rules.charset(), rules),
        coding);
  }

  private static List<String> extensions(String file) {
    String[] parts = file.toLowerCase(Locale.ROOT).split("\\.");
    return parts.length < 2 ? List.of() : List.of(parts).subList(1, parts.length);
  }

  private static Optional<String> typeOf(String extension, FileTypes types, boolean isUsual) {
    String own = types.types().get(extension);
    return own != null || !isUsual ? Optional.ofNullable(own) : ContentTypes.usual(extension);
  }

  private static String said(String type, String charset, FilesSettings rules) {
    if (type.isEmpty() && rules.isApaches()) {
      return "";
    }
    String known = type.isEmpty() ? ContentTypes.UNKNOWN : type;
    return charset.isEmpty()
        ? inUsual(known, rules.charset(), rules)
        : ContentTypes.in(known, charset);
  }

  /** Apache says a character set of plain text and HTML alone ({@code AddDefaultCharset}). */
  private static String inUsual(String type, String charset, FilesSettings rules) {
    boolean isText = type.equals(ContentTypes.TEXT) || type.equals(HTML);
    boolean has = rules.isApaches() ? isText : type.startsWith("text/") && !type.contains(";");
    return has ? ContentTypes.in(type, charset) : type;
  }
}
