package org.rpicluster.balancer.health;

import java.time.Duration;
import java.util.Set;
import org.rpicluster.balancer.member.Outcome;

/**
 * The policy by which failures of live requests take a member out, and by which it comes back.
 * Immutable.
 *
 * <table>
 * <caption>The two policies</caption>
 * <tr><th></th><th>{@link #DEFAULT}</th><th>{@link #APACHE}</th></tr>
 * <tr><td>what counts</td><td>no connection, reset, not HTTP, no answer in time, errors (500 and
 *     above but 501 and 505), listed statuses</td><td>no connection, listed statuses; no answer in
 *     time, if it says so</td></tr>
 * <tr><td>how many</td><td>3 in a row, 1 without a connection, 5 errors</td><td>1</td></tr>
 * <tr><td>of what</td><td>two paths; or one that another member answers well</td><td>anything</td></tr>
 * <tr><td>how many members at most</td><td>half of them, but for those without a
 *     connection</td><td>any</td></tr>
 * <tr><td>out for</td><td>5 s, twice as long each time, up to 60 s</td><td>60 s</td></tr>
 * <tr><td>tried by</td><td>one request at a time</td><td>all requests</td></tr>
 * <tr><td>then</td><td>10 s of slow start</td><td>its full share</td></tr>
 * <tr><td>when all are out</td><td>all are tried</td><td>all are tried</td></tr>
 * </table>
 *
 * @param detection when it is taken out
 * @param recovery how it comes back
 */
public record FailurePolicy(Detection detection, Recovery recovery) {

  /** Ours: patient with what may be one bad request, quick with what is certain. */
  public static final FailurePolicy DEFAULT =
      new FailurePolicy(Detection.DEFAULT, Recovery.DEFAULT);

  /** Apache's: one failure, a minute. */
  public static final FailurePolicy APACHE = new FailurePolicy(Detection.APACHE, Recovery.APACHE);

  /**
   * The same but for how many failures in a row take a member out, 1 or more. An error is no more
   * certain than other failures: it takes as many at least.
   */
  public FailurePolicy failures(int failures) {
    int connectFailures = Math.min(failures, detection.connectFailures());
    return with(
        detection.limits(failures, connectFailures, Math.max(failures, detection.errors())));
  }

  /** The same but for how many times in a row no connection could be had, 1 or more. */
  public FailurePolicy connectFailures(int connectFailures) {
    return with(detection.limits(detection.failures(), connectFailures, detection.errors()));
  }

  /** The same, and so many errors in a row take a member out, 1 or more. */
  public FailurePolicy errors(int errors) {
    Detection d = detection.counted(Outcome.SERVER_ERROR, true);
    return with(d.limits(d.failures(), d.connectFailures(), errors));
  }

  /** The same, and errors are answers like any other. */
  public FailurePolicy noErrors() {
    return with(detection.counted(Outcome.SERVER_ERROR, false));
  }

  /** The same but for which statuses of answers count as failures. */
  public FailurePolicy statuses(Set<Integer> statuses) {
    return with(detection.statuses(statuses));
  }

  /** The same but for whether an answer that does not come in time counts. */
  public FailurePolicy timeouts(boolean timeouts) {
    return with(detection.counted(Outcome.TIMED_OUT, timeouts));
  }

  /** The same but for the share of the members that may be out at a time, 0 to 100 percent. */
  public FailurePolicy ejectPercentMax(int percent) {
    return with(detection.ejectPercentMax(percent));
  }

  /** The same but for how long a member is out the first time, 0 or more. */
  public FailurePolicy retry(Duration retry) {
    Recovery r = recovery;
    Duration most = retry.compareTo(r.retryMax()) > 0 ? retry : r.retryMax();
    // Where it does not grow, it goes on not growing.
    boolean grows = r.retryMax().compareTo(r.retry()) > 0;
    return with(
        new Recovery(retry, grows ? most : retry, r.singleTrial(), r.slowStart(), r.forced()));
  }

  /** The same but for how long a member is out at most, at least as long as the first time. */
  public FailurePolicy retryMax(Duration retryMax) {
    Recovery r = recovery;
    return with(new Recovery(r.retry(), retryMax, r.singleTrial(), r.slowStart(), r.forced()));
  }

  /** The same but for how long a member that comes back takes to its full weight, 0 or more. */
  public FailurePolicy slowStart(Duration slowStart) {
    Recovery r = recovery;
    return with(new Recovery(r.retry(), r.retryMax(), r.singleTrial(), slowStart, r.forced()));
  }

  /** The same but for when those who are down are tried all the same. */
  public FailurePolicy forced(ForcedRecovery forced) {
    Recovery r = recovery;
    return with(new Recovery(r.retry(), r.retryMax(), r.singleTrial(), r.slowStart(), forced));
  }

  private FailurePolicy with(Detection other) {
    return new FailurePolicy(other, recovery);
  }

  private FailurePolicy with(Recovery other) {
    return new FailurePolicy(detection, other);
  }
}
