package org.rpicluster.balancer.vertx.reach;

import java.util.Locale;

/** Says in one short line why a connection failed, for the log. Stateless. */
public final class Reason {

  /** A member that does not speak TLS is shown with its first bytes: some of them will do. */
  private static final int LENGTH_MAX = 200;

  private Reason() {}

  /** What a failure says of itself, or else its name: {@code file not found}. */
  public static String of(Throwable failure) {
    String said = failure.getMessage();
    if (said == null) {
      String name = failure.getClass().getSimpleName().replace("Exception", "");
      return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
    String line = said.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
  }
}
