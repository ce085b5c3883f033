package org.rpicluster.balancer.program;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of the log about members that fail: one line when a member goes down, with who found
 * it, one when it is back, with how long it was away; and of one that stays away a line after an
 * hour, after two more, four more, and in the end each day, however often it was tried meanwhile.
 * For one cluster; called by one thread at a time, as observers are.
 */
final class OutageLog {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterFactory.class);

  private static final Duration FIRST_REMINDER = Duration.ofHours(1);
  private static final Duration REMINDER_MAX = Duration.ofDays(1);

  private final String cluster;
  private final Map<String, Outage> outages = new HashMap<>();
  private boolean allSaid;

  OutageLog(String cluster) {
    this.cluster = cluster;
  }

  /** A member is not known any more. */
  void left(Member member) {
    outages.remove(member.id());
  }

  /** A member's health has changed. */
  void healthChanged(Member member, Health from, Health to) {
    if (to instanceof Health.Down down) {
      isDown(member, from, down);
    } else if (to instanceof Health.HalfOpen) {
      isTried(member, from, to);
    } else if (isOut(from)) {
      isBack(member, from, to);
    }
  }

  private static boolean isOut(Health health) {
    return health instanceof Health.Down || health instanceof Health.HalfOpen;
  }

  private void isDown(Member member, Health from, Health.Down down) {
    Outage outage = outages.get(member.id());
    if (outage == null && !isOut(from)) {
      outages.put(member.id(), new Outage(down.since()));
      String finder = down.cause() == Health.Down.Cause.PROBES ? "probes" : "requests";
      LOG.warn(
          "cluster {}: {} is down, found by {}: {}", cluster, member.id(), finder, down.reason());
      return;
    }
    outage = outages.computeIfAbsent(member.id(), id -> new Outage(from.since()));
    outage.failures++;
    Duration away = Duration.between(outage.since, down.since());
    if (away.compareTo(outage.nextReminder) >= 0) {
      outage.remindLater(away);
      LOG.warn(
          "cluster {}: {} is still down after {}, failed again {} times, at last: {}",
          cluster,
          member.id(),
          inWords(away),
          outage.failures,
          down.reason());
    }
  }

  /** That a member which was down is tried is no news; that a trial does not end is. */
  private void isTried(Member member, Health from, Health to) {
    if (from instanceof Health.HalfOpen) {
      LOG.warn("cluster {}: {} is tried anew: {}", cluster, member.id(), to.reason());
    } else {
      outages.computeIfAbsent(member.id(), id -> new Outage(from.since()));
    }
  }

  private void isBack(Member member, Health from, Health to) {
    allSaid = false;
    Outage outage = outages.remove(member.id());
    Instant since = outage == null ? from.since() : outage.since;
    String away = inWords(Duration.between(since, to.since()));
    LOG.info("cluster {}: {} is back after {}: {}", cluster, member.id(), away, to.reason());
  }

  /** Every member is down: said once, until one is back. */
  void everyMemberDown() {
    if (!allSaid) {
      LOG.warn("cluster {}: every member is down, so all are tried", cluster);
    }
    allSaid = true;
  }

  /** As the wall clock says, which may have been set back meanwhile. */
  private static String inWords(Duration away) {
    long seconds = Math.max(0, away.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / (24 * 3600) + " d";
  }

  /** A member that is away, and what was said of it. */
  private static final class Outage {

    private final Instant since;
    private Duration nextReminder = FIRST_REMINDER;
    private Duration interval = FIRST_REMINDER;
    private long failures;

    Outage(Instant since) {
      this.since = since;
    }

    private void remindLater(Duration away) {
      Duration doubled = interval.multipliedBy(2);
      interval = doubled.compareTo(REMINDER_MAX) < 0 ? doubled : REMINDER_MAX;
      nextReminder = away.plus(interval);
    }
  }
}
