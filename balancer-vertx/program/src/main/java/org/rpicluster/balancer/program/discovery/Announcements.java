package org.rpicluster.balancer.program.discovery;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.DiscoverySettings;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * The announcements of one source, within bounds: members where they may be, not too many, not too
 * often. That there is none at all is not believed: then the source is ill rather than each of
 * them, and who is down by itself is found out by requests and probes. O(members); any thread.
 */
public final class Announcements implements Consumer<List<Member>>, AutoCloseable {

  private final DiscoverySettings settings;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Consumer<List<Member>> to;
  private final RecurringFaults faults;
  private List<Member> latest = List.of();
  private List<Member> told = List.of();
  private long toldNanos;
  private Scheduler.@Nullable Timer timer;
  private boolean isClosed;

  /**
   * Of one source.
   *
   * @param scheduler tells later what may not be told at once
   * @param to is told of all members that are there; may not wait
   */
  public Announcements(
      DiscoverySettings settings,
      Ticker ticker,
      Scheduler scheduler,
      Consumer<List<Member>> to,
      RecurringFaults faults) {
    this.settings = settings;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.to = to;
    this.faults = faults;
    toldNanos = ticker.nanos() - settings.bounds().every().toNanos();
  }

  @Override
  public synchronized void accept(List<Member> all) {
    if (isClosed) {
      return;
    }
    List<Member> allowed = all.stream().filter(this::isAllowed).toList();
    if (allowed.size() < all.size()) {
      fault("announces members that are not in its allow and ports: they are left out");
    }
    if (allowed.isEmpty()) {
      fault("announces no member: they stay as they are");
      return;
    }
    latest = bounded(allowed);
    tellOrWait();
  }

  private boolean isAllowed(Member member) {
    String host = member.host();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return InetAddresses.isInetAddress(bare)
        && settings.allows(InetAddresses.forString(bare), member.port());
  }

  /** Of too many, those that are known already stay. */
  private List<Member> bounded(List<Member> members) {
    Set<String> known = told.stream().map(Member::id).collect(Collectors.toSet());
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(
        Comparator.comparing((Member member) -> !known.contains(member.id()))
            .thenComparing(Member::id)
            .thenComparing(member -> member.url().toString()));
    Set<String> ids = new HashSet<>();
    sorted.removeIf(member -> !ids.add(member.id()));
    int max = settings.bounds().max();
    if (sorted.size() > max) {
      fault("announces more members than its max of " + max + ": the others are left out");
      sorted = sorted.subList(0, max);
    }
    return sorted.stream().sorted(Comparator.comparing(Member::id)).toList();
  }

  private void tellOrWait() {
    if (timer != null) {
      return;
    }
    long waitNanos = settings.bounds().every().toNanos() - (ticker.nanos() - toldNanos);
    if (waitNanos <= 0) {
      tell();
    } else {
      timer = scheduler.schedule(waitNanos, this::due);
    }
  }

  private synchronized void due() {
    timer = null;
    if (!isClosed) {
      tell();
    }
  }

  private void tell() {
    if (!latest.equals(told)) {
      told = latest;
      toldNanos = ticker.nanos();
      to.accept(told);
    }
  }

  private void fault(String what) {
    faults.occurred("discover: " + settings.name() + ": " + what);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
