package org.rpicluster.balancer.health;

import java.time.Instant;

/**
 * What is known of a member's health: one state, with the reason and the time of the last change.
 * Immutable; a change makes another one ({@link HealthRules}).
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>event</th><th>to</th></tr>
 * <tr><td>up, suspect</td><td>failure, fewer in a row than the policy's limit</td><td>suspect</td></tr>
 * <tr><td>up, suspect</td><td>failure, the limit reached</td><td>down</td></tr>
 * <tr><td>suspect, probing</td><td>success</td><td>up</td></tr>
 * <tr><td>down</td><td>retry time over, or every member is down</td><td>probing</td></tr>
 * <tr><td>probing</td><td>failure</td><td>down</td></tr>
 * <tr><td>any</td><td>the operator says recover</td><td>probing</td></tr>
 * </table>
 */
public sealed interface Health {

  /** Why it is in this state, in words for an operator. */
  String reason();

  /** When it came into this state. */
  Instant since();

  /** One word for pages and logs: {@code up}, {@code suspect}, {@code down}, {@code probing}. */
  String name();

  /** Whether it may be given requests. */
  default boolean usable() {
    return true;
  }

  /** Serves well, or has not been tried yet. */
  record Up(String reason, Instant since) implements Health {
    @Override
    public String name() {
      return "up";
    }
  }

  /**
   * Failed lately, but not often enough to be taken out.
   *
   * @param failures failures in a row, 1 or more
   */
  record Suspect(String reason, Instant since, int failures) implements Health {
    @Override
    public String name() {
      return "suspect";
    }
  }

  /** Gets nothing until its retry time is over. */
  record Down(String reason, Instant since) implements Health {
    @Override
    public String name() {
      return "down";
    }

    @Override
    public boolean usable() {
      return false;
    }
  }

  /** Was down and is given requests again to see: the first outcome decides. */
  record Probing(String reason, Instant since) implements Health {
    @Override
    public String name() {
      return "probing";
    }
  }
}
