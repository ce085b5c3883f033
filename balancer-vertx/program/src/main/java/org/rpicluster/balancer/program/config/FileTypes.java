package org.rpicluster.balancer.program.config;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;

/**
 * The types that files are said to have, where those are other than usual: by the extensions of
 * their names, which are given in small letters and without their dot, or all of them the same.
 * Immutable. Apache's {@code ForceType}, {@code AddType}, {@code AddCharset}, {@code AddEncoding}.
 *
 * @param forced the media type of every file; empty to go by names
 * @param types media types by extensions
 * @param charsets character sets by extensions
 * @param encodings codings of the content by extensions
 */
public record FileTypes(
    String forced,
    Map<String, String> types,
    Map<String, String> charsets,
    Map<String, String> encodings) {

  /** As usual. */
  public static final FileTypes USUAL = new FileTypes("", Map.of(), Map.of(), Map.of());

  /** What the name of an extension is. */
  public static final String EXTENSION = "an extension, without its dot";

  /** What a media type is. */
  public static final String TYPE = "a media type such as text/html";

  /** What a coding is. */
  public static final String CODING = "a coding such as gzip";

  private static final Pattern NAME = Pattern.compile("[^/.\\x00-\\x1f\\x7f]{1,64}");

  /** RFC 9110 §8.3.1, with parameters as they are. */
  private static final Pattern MEDIA =
      Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+( ?;[ -~]{1,100})?");

  private static final Pattern TOKEN = Pattern.compile("[\\w!#$&^.+-]+");

  /** Checks all of them, and copies the maps. */
  public FileTypes {
    if (!forced.isEmpty()) {
      requireType(forced);
    }
    types = named(types);
    charsets = named(charsets);
    encodings = named(encodings);
    types.values().forEach(FileTypes::requireType);
    charsets.values().forEach(FilesSettings::requireCharset);
    encodings.values().forEach(FileTypes::requireCoding);
  }

  private static Map<String, String> named(Map<String, String> map) {
    return map.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> requireExtension(entry.getKey()), Map.Entry::getValue));
  }

  /** The same with every file of one type. */
  public FileTypes forced(String type) {
    return new FileTypes(type, types, charsets, encodings);
  }

  /** Checks an extension, and gives it back in small letters. */
  public static String requireExtension(String name) {
    Check.argument(NAME.matcher(name).matches(), "files.types", name, EXTENSION);
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  /** Checks a media type, and gives it back. */
  public static String requireType(String type) {
    Check.argument(MEDIA.matcher(type).matches(), "files.types", type, TYPE);
    return type;
  }

  /** Checks a coding, and gives it back. */
  public static String requireCoding(String coding) {
    Check.argument(TOKEN.matcher(coding).matches(), "files.encodings", coding, CODING);
    return coding;
  }
}
