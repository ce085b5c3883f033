package org.rpicluster.balancer.program.config.apache.table;

import java.util.Optional;
import org.rpicluster.balancer.check.Check;

/**
 * The number of arguments that a directive has. Immutable. Apache's {@code ap_invoke_cmd}, which
 * refuses a line with fewer or more.
 *
 * @param min the fewest
 * @param max the most
 * @param what what they are, as a message says it
 */
public record ArgumentCount(int min, int max, String what) {

  private static final String MORE = "+";

  /** Reads {@code 1}, {@code 1-2} or {@code 2+}, and behind a blank what they are. */
  static ArgumentCount parse(String cell) {
    int blank = cell.indexOf(' ');
    String count = blank < 0 ? cell : cell.substring(0, blank);
    Check.argument(count.matches("[0-9](\\+|-[0-9])?"), "count", count, "1, 1-2 or 1+");
    int min = count.charAt(0) - '0';
    int last = count.charAt(count.length() - 1) - '0';
    int max = count.endsWith(MORE) ? Integer.MAX_VALUE : last;
    return new ArgumentCount(min, max, blank < 0 ? shown(count, max) : cell.substring(blank + 1));
  }

  private static String shown(String count, int max) {
    if (count.endsWith(MORE)) {
      return "at least " + shown(count.substring(0, 1), count.charAt(0) - '0');
    }
    String number = count.replace("0", "no").replace("-", " to ");
    return max == 1 ? "one argument" : number + " arguments";
  }

  /** What is expected of a line with so many; empty if it may have so many. */
  Optional<String> complaint(int arguments) {
    return arguments >= min && arguments <= max ? Optional.empty() : Optional.of(what);
  }
}
