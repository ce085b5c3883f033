package org.rpicluster.balancer.vertx.local;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * An answer that is always the same. Immutable.
 *
 * @param status 200 to 599
 * @param body its text, sent in UTF-8, and empty with a status that has no body; if there is none,
 *     the answer is the proxy's own for an error: a sentence, as text or JSON
 * @param type the body's media type; text has UTF-8 as its character set unless another is said
 */
public record FixedResponse(int status, Optional<String> body, String type) {

  /** Of an answer that says nothing else. */
  public static final int STATUS_DEFAULT = 200;

  private static final String STATUSES_EXPECTED = "200 to 599";

  private static final String ERRORS_EXPECTED = "400 to 599";

  /** Of text. */
  public static final String TYPE_DEFAULT = "text/plain; charset=utf-8";

  /** More than that belongs into a file. */
  private static final int BODY_MAX = 64 << 10;

  private static final Pattern TYPE =
      Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+( *; *[\\w!#$&^.+-]+=[\\w!#$&^.+-]+)*");

  /** Checks each part, and whether they go together. */
  public FixedResponse {
    requireStatus(status);
    body.ifPresentOrElse(FixedResponse::requireBody, () -> requireError(status));
    requireType(type);
    boolean hasNone = status == 204 || status == 205 || status == 304;
    boolean isEmpty = body.orElse("").isEmpty();
    Check.argument(!hasNone || isEmpty, "respond.body", "text", "none with " + status);
    type = withCharset(type);
  }

  /** A text's media type with its character set. */
  static String withCharset(String type) {
    boolean isPlain =
        type.startsWith("text/") && !type.toLowerCase(Locale.ROOT).contains("charset=");
    return isPlain ? type + "; charset=utf-8" : type;
  }

  /** The proxy's own answer for an error. */
  public static FixedResponse own(int status) {
    return new FixedResponse(status, Optional.empty(), TYPE_DEFAULT);
  }

  private static void requireError(int status) {
    Check.argument(status >= 400 && status <= 599, "respond", status, ERRORS_EXPECTED);
  }

  /** Checks a status. */
  static int requireStatus(int status) {
    Check.argument(status >= 200 && status <= 599, "respond.status", status, STATUSES_EXPECTED);
    return status;
  }

  /** Checks a body. */
  static String requireBody(String body) {
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    String shown = bytes + " bytes";
    Check.argument(bytes <= BODY_MAX, "respond.body", shown, "at most 64 KiB; files are for more");
    return body;
  }

  /** Checks a media type. RFC 9110 §8.3.1. */
  static String requireType(String type) {
    boolean isType = TYPE.matcher(type).matches();
    Check.argument(isType, "respond.type", type, "a media type such as text/plain");
    return type;
  }
}
