package org.rpicluster.balancer.program.config.apache.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * One directive of httpd's: a row of the table. Immutable.
 *
 * @param name as the manual spells it, of a section with {@code <} before it
 * @param module whose it is
 * @param where in which sections it may stand
 * @param treatment what is done about it
 * @param why the reason, or what the user can do
 * @param count how many arguments it has; of others, what reads them says so
 * @param words those that its first argument may be, in any case; none if it may be anything
 */
public record DirectiveKind(
    String name,
    String module,
    Where where,
    Treatment treatment,
    String why,
    Optional<ArgumentCount> count,
    List<String> words) {

  /** Copies the words. */
  public DirectiveKind {
    words = List.copyOf(words);
  }

  /** Where a directive may stand. */
  public enum Where {
    /** Everywhere. */
    ANY,
    /** In the main server and in virtual hosts, outside of sections for requests. */
    SERVER,
    /** In the main server alone. */
    MAIN,
    /** Only in sections for requests, such as {@code <Location>} and {@code <Proxy>}. */
    DIRECTORY
  }

  /** What is done about a directive. */
  public enum Treatment {
    /** The translation decides, by what it says and where it stands. */
    CARRIED,
    /** Nothing, as nothing needs to be done. */
    NO_EFFECT,
    /** Nothing, and the user is told what he can do. */
    NEEDS_YOU,
    /** The same, and the program does not start: who gets in, or where requests go, hangs on it. */
    STOPS
  }

  /**
   * Reads a row: name, module, where, treatment, reason, perhaps how many arguments, perhaps words;
   * with tabs between them.
   */
  static DirectiveKind parse(String row) {
    String[] cells = row.split("\t", -1);
    Check.argument(cells.length >= 5 && cells.length <= 7, "row", row, "five to seven cells");
    return new DirectiveKind(
        cells[0],
        cells[1],
        word(Where.class, cells[2]),
        word(Treatment.class, cells[3]),
        cells[4],
        cells.length < 6 || cells[5].isEmpty()
            ? Optional.empty()
            : Optional.of(ArgumentCount.parse(cells[5])),
        cells.length < 7 ? List.of() : List.of(cells[6].split(" ")));
  }

  private static <E extends Enum<E>> E word(Class<E> words, String written) {
    String name = written.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(Check.message("word", written, "a known one")));
  }

  /** What is expected of a line with so many arguments; empty if it may have so many. */
  public Optional<String> complaint(int arguments) {
    boolean isWord = arguments == 0 && !words.isEmpty();
    return isWord ? Optional.empty() : count.flatMap(c -> c.complaint(arguments));
  }

  /** What is expected in the place of a word that is none of its own; empty if it is one. */
  public Optional<String> complaint(String word) {
    if (words.isEmpty() || words.stream().anyMatch(word::equalsIgnoreCase)) {
      return Optional.empty();
    }
    return NearestName.to(word, words).or(() -> Optional.of(String.join(", ", words)));
  }

  /** The name as a message shows it. */
  public String shown() {
    return name.startsWith("<") ? name + ">" : name;
  }
}
