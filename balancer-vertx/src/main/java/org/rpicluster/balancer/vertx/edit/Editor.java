package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Makes edits. Those that are asked for at once are made one after the other, in any order; each is
 * whole or not at all. Any thread.
 */
@FunctionalInterface
public interface Editor extends OperatorRecords {

  /**
   * Makes an edit.
   *
   * @param edit what
   * @param who on whose behalf, for the log: an address
   * @return completes when it is made, and kept for as long as it is meant to last; fails with
   *     {@link EditRefused} if it cannot be made, and then nothing has changed; with {@link
   *     EditNotStored} if it is made, but not kept
   */
  Future<Void> make(Edit edit, String who);

  /** Reads the configuration again; empty where there is no file of it. */
  default Optional<Reloader> reloader() {
    return Optional.empty();
  }
}
