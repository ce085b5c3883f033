package org.rpicluster.balancer.vertx.reach;

/** Says in one short line why a connection failed, for the log. Stateless. */
public final class Reason {

  /** A member that does not speak TLS is shown with its first bytes: some of them will do. */
  private static final int LENGTH_MAX = 200;

  private Reason() {}

  /** What a failure says of itself, or else its name. */
  public static String of(Throwable failure) {
    String said = failure.getMessage();
    if (said == null) {
      return failure.getClass().getSimpleName();
    }
    String line = said.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + "…";
  }
}
