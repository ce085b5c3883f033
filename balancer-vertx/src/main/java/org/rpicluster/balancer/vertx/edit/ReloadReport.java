package org.rpicluster.balancer.vertx.edit;

import java.util.List;

/**
 * The report on a reload: what a configuration file changes, or would change. Immutable.
 *
 * @param file its name, as the program was given it
 * @param sha256 of its bytes
 * @param errors what is wrong with it, each with its place; then there are no changes
 * @param changes one for each difference, such as {@code cluster app: pi3: weight from 1 to 2.5}
 * @param summary how much of listeners and members stays, comes and goes; empty with errors
 */
public record ReloadReport(
    String file, String sha256, List<String> errors, List<String> changes, String summary) {

  /** Copies the lists. */
  public ReloadReport {
    errors = List.copyOf(errors);
    changes = List.copyOf(changes);
  }
}
