package org.rpicluster.balancer.fault;

/**
 * Calls into an embedder's code that must not stop the caller: what it throws is reported, and the
 * caller goes on. Errors as well, such as an assertion or a recursion without an end; but for those
 * of the machine itself, out of memory above all, after which nothing may be taken for granted:
 * they are reported and thrown on. Costs nothing while nothing is thrown; any thread.
 */
public final class Faults {

  private final String cluster;
  private final FaultReporter reporter;

  /**
   * The faults met in one cluster.
   *
   * @param cluster its name
   * @param reporter is told of them
   */
  public Faults(String cluster, FaultReporter reporter) {
    this.cluster = cluster;
    this.reporter = reporter;
  }

  /**
   * Runs {@code call}.
   *
   * @param what whose code it is, as in {@code the observer}
   */
  public void contain(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      threw(what, e);
    }
  }

  /** Reports what {@code what} has thrown; returns unless it is an error of the machine itself. */
  public void threw(String what, Throwable fault) {
    report(what + " threw " + fault, fault);
    rethrowIfFatal(fault);
  }

  /** Reports a fault of which nothing was thrown. */
  public void report(String sentence, Throwable fault) {
    try {
      reporter.report(cluster + ": " + sentence, fault);
    } catch (RuntimeException | Error e) {
      rethrowIfFatal(e);
    }
  }

  /**
   * Throws {@code fault} on if it is one of the machine itself; a recursion that overflows is not.
   */
  public static void rethrowIfFatal(Throwable fault) {
    if (fault instanceof VirtualMachineError fatal && !(fault instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
