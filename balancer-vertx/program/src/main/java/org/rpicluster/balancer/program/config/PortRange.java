package org.rpicluster.balancer.program.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;

/**
 * Some ports, from the first to the last of them. Immutable.
 *
 * @param first the lowest
 * @param last the highest
 */
public record PortRange(int first, int last) {

  /** What one is expected to be. */
  public static final String EXPECTED = "a port or a range such as 8080-8089";

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  /** Checks that there is one. */
  public PortRange {
    boolean good = first >= 1 && first <= last && last <= Member.PORT_MAX;
    Check.argument(good, "ports", first + "-" + last, EXPECTED);
  }

  /**
   * Reads {@code 8080} or {@code 8080-8089}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static PortRange parse(String text) {
    Matcher form = FORM.matcher(text);
    Check.argument(form.matches(), "ports", text, EXPECTED);
    int first = Integer.parseInt(form.group(1));
    return new PortRange(first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
  }

  /** Whether it is one of them. */
  boolean contains(int port) {
    return first <= port && port <= last;
  }
}
