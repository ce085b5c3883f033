package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The history of one exchange's tries: how many members, with which of them last, how often one of
 * them was sent the request, and what was wrong. {@link TryBudget} decides by it, the log shows it.
 * On its event loop only.
 */
final class TryHistory {

  private @Nullable Candidate last;
  private int members;
  private int sent;
  private boolean sentToLast;
  private String failure = "";

  /** For another exchange. */
  void clear() {
    last = null;
    members = 0;
    sent = 0;
    sentToLast = false;
    failure = "";
  }

  /** Another member is tried. */
  void begin(Candidate candidate) {
    last = candidate;
    members++;
    sentToLast = false;
  }

  /** It has a connection, perhaps a second one in place of a stale one: the request is sent. */
  void sent() {
    sent += sentToLast ? 0 : 1;
    sentToLast = true;
  }

  /** A try has failed, for this reason in words. */
  void failed(String reason) {
    failure = reason;
  }

  /** The member of the last try; null before the first. */
  @Nullable Candidate last() {
    return last;
  }

  int members() {
    return members;
  }

  /** How many members were sent the request: one without a connection had none of it. */
  int timesSent() {
    return sent;
  }

  /** What was wrong with the last try that failed; empty if none has. */
  String failure() {
    return failure;
  }
}
