package org.rpicluster.balancer.benchmarks.contender;

/** The promise of a way to choose. Only those that promise the same are compared. */
public enum Promise {
  /** Nothing: always the same member. What the measuring itself costs. */
  FRAME("the frame: always the same member"),
  /** Members in turn. */
  ROUND_ROBIN("round robin"),
  /** Members in turn, each as often as its weight says. */
  WEIGHTED_ROUND_ROBIN("weighted round robin"),
  /** The member with the fewest requests in flight of all. */
  LEAST_REQUESTS("least requests"),
  /** The better one of a few members drawn by chance. */
  TWO_CHOICES("two choices"),
  /** The member that answers soonest, as far as is known. */
  LATENCY("least latency"),
  /** The member that has carried the fewest bytes. */
  LEAST_TRAFFIC("least traffic"),
  /** The same member for the same key. */
  HASHING("hashing"),
  /** Chance alone. */
  RANDOM("random"),
  /** One member up to its limit before the next. */
  FILL("fill one after the other"),
  /** Something else: a strategy of another hand. */
  OTHER("other");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  /** For tables and plots. */
  @Override
  public String toString() {
    return words;
  }
}
