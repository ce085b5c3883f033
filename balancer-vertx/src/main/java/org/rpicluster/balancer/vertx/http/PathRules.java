package org.rpicluster.balancer.vertx.http;

/**
 * The rules about the spelling of paths, which come before anything else looks at them. Immutable.
 *
 * @param normalize whether dot segments are resolved, several slashes made one, and escapes written
 *     anew, as few as there must be; otherwise a path goes on as it was written, and one with dot
 *     segments is refused
 * @param encodedSlashes what becomes of {@code %2F}
 */
public record PathRules(boolean normalize, EncodedSlashes encodedSlashes) {

  /** Paths go on as they were written. */
  public static final PathRules AS_WRITTEN = new PathRules(false, EncodedSlashes.KEEP);

  /** The same, with spellings made one or left as they are. */
  public PathRules normalize(boolean made) {
    return new PathRules(made, encodedSlashes);
  }

  /** The same, with another way with escaped slashes. */
  public PathRules encodedSlashes(EncodedSlashes way) {
    return new PathRules(normalize, way);
  }

  /** What becomes of an escaped slash, which some servers take for a slash. */
  public enum EncodedSlashes {
    /** It goes on as it was written; routes take it for a slash. */
    KEEP,
    /** It is one. */
    DECODE,
    /** There is no such path: 404. */
    REFUSE
  }
}
