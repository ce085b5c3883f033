package org.rpicluster.balancer.program.config;

/**
 * How many edits make another word of one: a letter more, a letter fewer, another letter, or two
 * neighbours swapped [1]. Costs the product of both lengths, and little where the words have
 * nothing in common: it ends once there are sure to be more edits than are asked for. One thread.
 *
 * <p>[1] The optimal string alignment distance.
 */
final class EditDistance {

  private final String word;

  // Edits from each beginning of the word, for the last three beginnings of the other.
  private int[] row;
  private int[] above;
  private int[] twoAbove;

  EditDistance(String word) {
    this.word = word;
    row = new int[word.length() + 1];
    above = new int[word.length() + 1];
    twoAbove = new int[word.length() + 1];
  }

  /** The edits that make {@code other} of the word, or any number above {@code most}. */
  int to(String other, int most) {
    if (Math.abs(other.length() - word.length()) > most) {
      return most + 1;
    }
    for (int i = 0; i <= word.length(); i++) {
      row[i] = i;
    }
    int least = 0;
    for (int j = 1; j <= other.length(); j++) {
      int leastAbove = least;
      next();
      least = fill(other, j);
      // Whatever follows begins in this row, or is a swap from the row above.
      if (Math.min(least, leastAbove + 1) > most) {
        return most + 1;
      }
    }
    return row[word.length()];
  }

  private void next() {
    int[] oldest = twoAbove;
    twoAbove = above;
    above = row;
    row = oldest;
  }

  /** The row of the other's first {@code j} letters; answers the least in it. */
  private int fill(String other, int j) {
    row[0] = j;
    int least = j;
    for (int i = 1; i <= word.length(); i++) {
      row[i] = cheapest(other, i, j);
      least = Math.min(least, row[i]);
    }
    return least;
  }

  private int cheapest(String other, int i, int j) {
    char letter = word.charAt(i - 1);
    char otherLetter = other.charAt(j - 1);
    int changed = above[i - 1] + (letter == otherLetter ? 0 : 1);
    int best = Math.min(changed, 1 + Math.min(above[i], row[i - 1]));
    boolean swapped =
        i > 1 && j > 1 && letter == other.charAt(j - 2) && word.charAt(i - 2) == otherLetter;
    return swapped ? Math.min(best, twoAbove[i - 2] + 1) : best;
  }
}
