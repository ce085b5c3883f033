package org.rpicluster.balancer.vertx.proxy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy.On;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;

/**
 * The only place where a failure becomes a status, an outcome and the answer to "may it be tried
 * again?". Stateless.
 *
 * <table>
 * <caption>What follows from a failure before anything was sent to the client</caption>
 * <tr><th>failure</th><th>outcome</th><th>status</th><th>again</th></tr>
 * <tr><td>no connection could be made</td><td>connect failed</td><td>503</td>
 *     <td>another member</td></tr>
 * <tr><td>the member's name has no address</td><td>connect failed</td><td>502</td>
 *     <td>another member</td></tr>
 * <tr><td>no socket left on this machine</td><td>cancelled</td><td>503</td><td>no</td></tr>
 * <tr><td>all connections in use</td><td>cancelled</td><td>503</td><td>another member</td></tr>
 * <tr><td>refused by the member</td><td>cancelled</td><td>503</td>
 *     <td>another member, if the request may be repeated</td></tr>
 * <tr><td>begun, but the rest cannot be sent</td><td>cancelled</td><td>502</td>
 *     <td>no: the next member would be sent it twice</td></tr>
 * <tr><td>a kept connection was closed</td><td>none yet</td><td>502</td>
 *     <td>the same member on a new connection, if the request may be repeated</td></tr>
 * <tr><td>reset, or not HTTP</td><td>reset, protocol error</td><td>502</td>
 *     <td>another member, if the request may be repeated</td></tr>
 * <tr><td>an error of our own, or of the strategy</td><td>cancelled</td><td>500</td><td>no</td></tr>
 * <tr><td>no answer in time</td><td>timed out</td><td>504</td>
 *     <td>no: it may still work; where the cluster says {@code timeout} or {@code perTry}, another
 *     member, if the request may be repeated</td></tr>
 * <tr><td>an answer of a status that the cluster lists</td><td>as the failure policy says</td>
 *     <td>its own</td><td>another member, if the request may be repeated and one is left; else the
 *     client gets it as it came</td></tr>
 * </table>
 *
 * <p>"Another member" is what may be done; {@link AttemptPolicy} and {@link TryBudget} say whether
 * it is, as often as it may cost.
 *
 * <p>A request may be repeated if all that was taken of its body is still kept ({@link KeptBody}),
 * and its method is idempotent or the member has surely not touched it. Once an answer has begun,
 * every failure cuts the client's connection: a part is never passed off as the whole.
 */
final class FailureTable {

  /** How it may go on. */
  enum Again {
    NO,
    SAME_MEMBER_NEW_CONNECTION,
    OTHER_MEMBER
  }

  /** What follows from a failure. */
  record Verdict(Outcome outcome, ExchangeEnd end, int status, String sentence, Again again) {

    /** What the client is told if no other member is tried. */
    Refusal refusal() {
      return new Refusal(end, status, sentence);
    }

    /**
     * The same.
     *
     * @param timeoutStatus what a cluster says in the place of 504
     */
    Refusal refusal(int timeoutStatus) {
      return new Refusal(end, end == ExchangeEnd.TIMED_OUT ? timeoutStatus : status, sentence);
    }
  }

  private static final String UNREACHABLE = "No server could be reached.";
  private static final String NO_SOCKET = "This server has no connection left.";
  private static final String ALL_BUSY = "Every server is busy.";
  private static final String BOUND = "The server of this session is not available.";
  private static final String BUSY = "The server is busy.";
  private static final String UNSENDABLE = "The server does not take such a request.";
  private static final String BROKEN = "The server broke off its answer.";
  private static final String BROKEN_HERE = "Something went wrong here.";
  private static final String SLOW = "The server did not answer in time.";

  private FailureTable() {}

  /**
   * The verdict on a failed try.
   *
   * @param failure what happened
   * @param repeatable whether the request may be repeated
   * @param on after what the cluster's requests go to another member
   */
  static Verdict judge(UpstreamFailure failure, boolean repeatable, Set<On> on) {
    Again unsent = otherIf(on.contains(On.CONNECT));
    Again other = otherIf(repeatable && on.contains(On.RESET));
    return switch (failure.kind()) {
      case CONNECT_FAILED ->
          new Verdict(Outcome.CONNECT_FAILED, ExchangeEnd.UNREACHABLE, 503, UNREACHABLE, unsent);
      case NAME_UNKNOWN ->
          new Verdict(Outcome.CONNECT_FAILED, ExchangeEnd.UNREACHABLE, 502, UNREACHABLE, unsent);
      case OUT_OF_SOCKETS ->
          new Verdict(Outcome.CANCELLED, ExchangeEnd.OUT_OF_SOCKETS, 503, NO_SOCKET, Again.NO);
      case NO_CONNECTION ->
          new Verdict(Outcome.CANCELLED, ExchangeEnd.NO_CONNECTION, 503, BUSY, unsent);
      case REFUSED -> new Verdict(Outcome.CANCELLED, ExchangeEnd.NO_MEMBER, 503, BUSY, other);
      case UNSENDABLE ->
          new Verdict(Outcome.CANCELLED, ExchangeEnd.REFUSED, 502, UNSENDABLE, Again.NO);
      case STALE ->
          new Verdict(
              Outcome.CANCELLED,
              ExchangeEnd.MEMBER_RESET,
              502,
              BROKEN,
              repeatable ? Again.SAME_MEMBER_NEW_CONNECTION : Again.NO);
      case RESET -> new Verdict(Outcome.RESET, ExchangeEnd.MEMBER_RESET, 502, BROKEN, other);
      case PROTOCOL_ERROR ->
          new Verdict(
              Outcome.PROTOCOL_ERROR, ExchangeEnd.MEMBER_BROKE_PROTOCOL, 502, BROKEN, other);
      case FAILED_HERE ->
          new Verdict(Outcome.CANCELLED, ExchangeEnd.FAILED, 500, BROKEN_HERE, Again.NO);
      case FIRST_BYTE_TIMED_OUT, IDLE_TIMED_OUT -> timedOut(repeatable && on.contains(On.TIMEOUT));
    };
  }

  /** The verdict on a try whose answer has begun: it is not made again. */
  static Verdict judgeBegun(UpstreamFailure failure) {
    return judge(failure, false, Set.of());
  }

  private static Again otherIf(boolean allowed) {
    return allowed ? Again.OTHER_MEMBER : Again.NO;
  }

  /** The verdict on a try that had its time. */
  static Verdict timedOut(boolean repeatable) {
    return new Verdict(Outcome.TIMED_OUT, ExchangeEnd.TIMED_OUT, 504, SLOW, otherIf(repeatable));
  }

  /**
   * The verdict on the try in which the time for all was over.
   *
   * @param tooSlow whether its member had most of that time: it is not to blame for others
   */
  static Verdict allTimedOut(boolean tooSlow) {
    Outcome outcome = tooSlow ? Outcome.TIMED_OUT : Outcome.CANCELLED;
    return new Verdict(outcome, ExchangeEnd.TIMED_OUT, 504, SLOW, Again.NO);
  }

  /**
   * What the client is told when there is no member to try.
   *
   * @param lastFailure of the last try, if there was one: it says more, but that a session is bound
   */
  static Refusal noMember(NoMemberException e, @Nullable Refusal lastFailure) {
    boolean bound = e.reason() == NoMemberException.Reason.ROUTE_UNAVAILABLE;
    if (lastFailure == null || e.reason() == NoMemberException.Reason.STRATEGY_FAILED) {
      return noMember(e);
    }
    return bound && lastFailure.end() == ExchangeEnd.UNREACHABLE
        ? new Refusal(ExchangeEnd.UNREACHABLE, 503, BOUND)
        : lastFailure;
  }

  private static Refusal noMember(NoMemberException e) {
    return switch (e.reason()) {
      case EMPTY, ALL_UNAVAILABLE ->
          new Refusal(ExchangeEnd.NO_MEMBER, 503, "No server is available.");
      case ALL_FULL -> new Refusal(ExchangeEnd.NO_MEMBER, 503, ALL_BUSY);
      case QUEUE_FULL -> new Refusal(ExchangeEnd.QUEUE_FULL, 503, ALL_BUSY);
      case QUEUE_TIMED_OUT -> new Refusal(ExchangeEnd.QUEUE_TIMED_OUT, 503, ALL_BUSY);
      case ALL_TRIED -> new Refusal(ExchangeEnd.UNREACHABLE, 503, UNREACHABLE);
      case ROUTE_UNAVAILABLE -> new Refusal(ExchangeEnd.NO_MEMBER, 503, BOUND);
      case ROUTE_FULL ->
          new Refusal(ExchangeEnd.NO_MEMBER, 503, "The server of this session is busy.");
      case STRATEGY_FAILED -> Refusal.failed();
    };
  }

  /** Whether doing it twice is as good as doing it once. RFC 9110 §9.2.2. */
  static boolean isIdempotent(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
      default -> false;
    };
  }
}
