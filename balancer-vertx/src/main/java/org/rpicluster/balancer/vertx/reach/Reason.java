package org.rpicluster.balancer.vertx.reach;

import org.jspecify.annotations.Nullable;

/** Says in few words why a connection failed, for the log. Stateless. */
final class Reason {

  private Reason() {}

  /** The innermost message: those around it only repeat that something failed. */
  static String of(Throwable failure) {
    String said = failure.getClass().getSimpleName();
    int depth = 0;
    for (@Nullable Throwable t = failure; t != null && depth < 16; t = t.getCause()) {
      said = t.getMessage() == null ? said : t.getMessage();
      depth++;
    }
    return said;
  }
}
