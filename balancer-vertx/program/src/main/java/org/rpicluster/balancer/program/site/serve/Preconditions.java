package org.rpicluster.balancer.program.site.serve;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The preconditions of a request: its client wants an answer only if the file has changed, or has
 * not. In the order that RFC 9110, 13.2.2 gives. O(length of the fields); immutable.
 *
 * @param tag the file's entity tag, which is strong
 * @param modified when it was last changed, in whole seconds
 * @param now later dates are none: a client's clock is wrong
 */
record Preconditions(String tag, Instant modified, Instant now) {

  /** What is to be done. */
  enum Outcome {
    GO_ON,
    NOT_MODIFIED,
    FAILED
  }

  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

  Outcome of(Fields fields) {
    String ifMatch = all(fields, "If-Match");
    if (ifMatch != null ? !hasTag(ifMatch, false) : isAfter(fields.get("If-Unmodified-Since"))) {
      return Outcome.FAILED;
    }
    String ifNoneMatch = all(fields, "If-None-Match");
    boolean isKnown =
        ifNoneMatch != null
            ? hasTag(ifNoneMatch, true)
            : HttpDate.parse(fields.get("If-Modified-Since"))
                .filter(it -> !it.isAfter(now))
                .map(it -> !modified.isAfter(it))
                .orElse(false);
    return isKnown ? Outcome.NOT_MODIFIED : Outcome.GO_ON;
  }

  /** Whether a part of the file is wanted, if it is the one that the client has a part of. */
  boolean allowsRange(Fields fields) {
    String ifRange = fields.get("If-Range");
    return ifRange == null
        || ifRange.equals(tag)
        || HttpDate.parse(ifRange).equals(Optional.of(modified));
  }

  private boolean isAfter(@Nullable String date) {
    return HttpDate.parse(date).map(modified::isAfter).orElse(false);
  }

  private boolean hasTag(String list, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher given = TAG.matcher(list);
    while (given.find()) {
      if (given.group(2).equals(tag) && (weakly || given.group(1) == null)) {
        return true;
      }
    }
    return false;
  }

  /** A list may come in several fields. */
  private static @Nullable String all(Fields fields, String name) {
    return fields.contains(name) ? String.join(",", fields.getAll(name)) : null;
  }
}
