package org.rpicluster.balancer.program.site.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a file, which is empty if it begins behind the end. Immutable. [1] RFC 9110, 14.1.2.
 *
 * @param first the first byte, from 0
 * @param last the last byte, inclusive
 * @param total the bytes of the file
 */
public record ByteRange(long first, long last, long total) {

  private static final Pattern FORM =
      Pattern.compile("(?i:bytes)=(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))");

  /** The whole file. */
  public static ByteRange all(long total) {
    return new ByteRange(0, total - 1, total);
  }

  /** The range in a field; nothing if it is not one range, which means the whole file. */
  public static Optional<ByteRange> parse(String field, long total) {
    Matcher matcher = FORM.matcher(field.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(3) != null && total == 0) {
      return Optional.empty(); // The end of nothing cannot be said in Content-Range.
    }
    if (matcher.group(3) != null) {
      long suffix = Math.min(total, Long.parseLong(matcher.group(3)));
      return Optional.of(new ByteRange(total - suffix, total - 1, total));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2) == null ? total - 1 : Long.parseLong(matcher.group(2));
    boolean backwards = matcher.group(2) != null && last < first;
    return backwards
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(last, total - 1), total));
  }

  /** Whether it begins behind the end. */
  public boolean isEmpty() {
    return first > last;
  }

  /** How many bytes. */
  public long length() {
    return last - first + 1;
  }

  /** As in {@code Content-Range}. */
  public String field() {
    return "bytes " + first + "-" + last + "/" + total;
  }
}
