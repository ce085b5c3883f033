package org.rpicluster.balancer.program.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Guesses what a misspelt name was meant to be: the known name at the smallest edit distance, with
 * a swap of neighbours as one edit, if at most a third of its letters differ; or the only one that
 * begins like it, as {@code parameter} for {@code param}. Stateless.
 *
 * <p>A distance for each name, most of which end after a few letters: none is looked at further
 * than the best so far.
 */
public final class NearestName {

  private static final int LENGTH_MAX = 64;

  /** {@code param} is short for something; with two letters most words begin. */
  private static final int BEGIN_MIN = 3;

  /** Of those as near, a swap is likelier than a letter too many, and that than another letter. */
  private static final Comparator<Guess> BEST_FIRST =
      Comparator.comparingInt(Guess::edits)
          .thenComparingInt(Guess::replaced)
          .thenComparing(Guess::alike, Comparator.reverseOrder());

  private NearestName() {}

  /** The name among {@code known} that {@code written} was probably meant to be. */
  public static Optional<String> to(String written, Collection<String> known) {
    if (written.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String small = written.toLowerCase(Locale.ROOT);
    Guess best = best(small, known);
    return best == Guess.NONE ? begun(small, known) : Optional.of(best.name());
  }

  private static Guess best(String written, Collection<String> known) {
    EditDistance distance = new EditDistance(written);
    Guess best = Guess.NONE;
    for (String name : known) {
      int most = Math.min(most(name), best.edits());
      int edits = distance.to(name.toLowerCase(Locale.ROOT), most);
      if (edits <= most) {
        Guess guess = Guess.of(written, name, edits);
        best = BEST_FIRST.compare(guess, best) < 0 ? guess : best;
      }
    }
    return best;
  }

  /** How many edits a misspelt name may be away. */
  private static int most(String name) {
    return Math.max(1, name.length() / 3);
  }

  /**
   * A name that may be meant.
   *
   * @param replaced letters that are other ones, and no more or fewer; none where two are swapped
   * @param alike letters that both begin with
   */
  private record Guess(String name, int edits, int replaced, int alike) {

    static final Guess NONE = new Guess("", Integer.MAX_VALUE, 0, 0);

    static Guess of(String written, String name, int edits) {
      int more = Math.abs(written.length() - name.length());
      return new Guess(
          name, edits, isSwapped(written, name) ? -1 : edits - more, alike(written, name));
    }

    private static boolean isSwapped(String one, String other) {
      int[] letters = one.toLowerCase(Locale.ROOT).chars().sorted().toArray();
      return Arrays.equals(letters, other.toLowerCase(Locale.ROOT).chars().sorted().toArray());
    }

    private static int alike(String one, String other) {
      int length = Math.min(one.length(), other.length());
      int alike = 0;
      while (alike < length && one.regionMatches(true, alike, other, alike, 1)) {
        alike++;
      }
      return alike;
    }
  }

  /** The only one that begins with what was written, or that it begins with. */
  private static Optional<String> begun(String written, Collection<String> known) {
    List<String> begun =
        known.stream()
            .filter(name -> Math.min(name.length(), written.length()) >= BEGIN_MIN)
            .filter(name -> begins(name.toLowerCase(Locale.ROOT), written))
            .toList();
    return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
  }

  private static boolean begins(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
