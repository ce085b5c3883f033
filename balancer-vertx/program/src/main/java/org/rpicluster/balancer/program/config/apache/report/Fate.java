package org.rpicluster.balancer.program.config.apache.report;

/**
 * The fates of a line of an Apache configuration, from the mildest to the gravest: of a line that
 * is read twice (a macro, an included file) the gravest counts.
 */
public enum Fate {
  /** It changes nothing here; the reason is said. */
  NO_EFFECT("no effect", "no-effect"),
  /** It is carried out. */
  TRANSLATED("translated", "translated"),
  /** It is not carried out, and what to do about it is said. */
  NEEDS_YOU("needs you", "needs-you");

  private final String words;
  private final String key;

  Fate(String words, String key) {
    this.words = words;
    this.key = key;
  }

  /** As a report for people says it. */
  public String words() {
    return words;
  }

  /** As JSON says it. */
  public String key() {
    return key;
  }
}
