package org.rpicluster.balancer.vertx.rewrite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;

/**
 * The test that a condition makes of its text. A look at a file asks the disk, on the request's
 * event loop: it is for local disks. Immutable. Apache's {@code RewriteCond}.
 */
public sealed interface RewriteTest {

  /** The longest name of a file that the disk is asked for: Linux' PATH_MAX. */
  int FILE_NAME_MAX = 4096;

  /** The groups that were found, or none of them; empty if the test is not passed. */
  Optional<Groups> passed(String text, RequestFacts facts);

  /** Whether an expression is in it. */
  record Matches(Regex regex) implements RewriteTest {

    @Override
    public Optional<Groups> passed(String text, RequestFacts facts) {
      return regex.find(text);
    }
  }

  /** How two texts are compared. */
  enum Order {
    /** The same. */
    EQUALS,
    /** Shorter, or as long and before it letter by letter, as in Apache. */
    BEFORE,
    /** Longer, or as long and behind it letter by letter. */
    BEHIND;

    boolean holds(int comparison) {
      return switch (this) {
        case EQUALS -> comparison == 0;
        case BEFORE -> comparison < 0;
        case BEHIND -> comparison > 0;
      };
    }
  }

  /** Whether it is another text, or before or behind that. */
  record Compares(Order order, String other, boolean ignoresCase) implements RewriteTest {

    @Override
    public Optional<Groups> passed(String text, RequestFacts facts) {
      int byLength = order == Order.EQUALS ? 0 : Integer.compare(text.length(), other.length());
      int byLetter = ignoresCase ? text.compareToIgnoreCase(other) : text.compareTo(other);
      int comparison = byLength == 0 ? byLetter : byLength;
      return order.holds(comparison) ? Optional.of(Groups.NONE) : Optional.empty();
    }
  }

  /**
   * Whether it is another number, less or more; what begins with no number is 0, as in C.
   *
   * @param order how they compare
   * @param other the other number
   */
  record ComparesNumber(Order order, long other) implements RewriteTest {

    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d{1,18}).*", Pattern.DOTALL);

    @Override
    public Optional<Groups> passed(String text, RequestFacts facts) {
      Matcher number = NUMBER.matcher(text);
      long value = number.matches() ? Long.parseLong(number.group(1)) : 0;
      return order.holds(Long.compare(value, other)) ? Optional.of(Groups.NONE) : Optional.empty();
    }
  }

  /**
   * Whether one of Apache's expressions holds, whatever the text is.
   *
   * @param expression as it is written
   * @param condition the same, parsed
   */
  record Holds(String expression, Condition condition) implements RewriteTest {

    /** Reads one. */
    public static Holds of(String expression) {
      return new Holds(expression, Condition.of("expr=" + expression));
    }

    @Override
    public Optional<Groups> passed(String text, RequestFacts facts) {
      return condition.holds(facts.facts()) ? Optional.of(Groups.NONE) : Optional.empty();
    }
  }

  /** What a name may be the name of. */
  enum Entry {
    /** A file. */
    FILE,
    /** A file with something in it. */
    FILLED,
    /** A folder. */
    FOLDER,
    /** A link. */
    LINK;

    boolean is(Path path) throws IOException {
      return switch (this) {
        case FILE -> Files.isRegularFile(path);
        case FILLED -> Files.isRegularFile(path) && Files.size(path) > 0;
        case FOLDER -> Files.isDirectory(path);
        case LINK -> Files.isSymbolicLink(path);
      };
    }
  }

  /** Whether it is the name of something that is there. */
  record Exists(Entry entry) implements RewriteTest {

    @Override
    public Optional<Groups> passed(String text, RequestFacts facts) {
      return isThere(text) ? Optional.of(Groups.NONE) : Optional.empty();
    }

    private boolean isThere(String text) {
      if (!text.startsWith("/") || text.length() > FILE_NAME_MAX) {
        return false;
      }
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      try {
        return entry.is(Path.of(new String(bytes, StandardCharsets.UTF_8)));
      } catch (InvalidPathException | IOException e) {
        return false; // no file has such a name, or none that can be read
      }
    }
  }
}
