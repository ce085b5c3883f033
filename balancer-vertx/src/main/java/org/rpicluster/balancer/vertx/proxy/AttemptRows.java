package org.rpicluster.balancer.vertx.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link AttemptPolicy}: what a request may cost. Immutable. */
public final class AttemptRows {

  private static final ValueType<Optional<Duration>> DEADLINE =
      ValueTypes.positiveDuration()
          .as(Optional::of, Optional<Duration>::orElseThrow)
          .or("none", Optional.empty());

  private static final Setting<AttemptPolicy, Integer> MAX =
      new Setting<>(
          "max",
          ValueTypes.whole(1, AttemptPolicy.MAX),
          "2",
          AttemptPolicy::max,
          AttemptPolicy::max,
          "to how many members a request may be sent");

  private static final Setting<AttemptPolicy, Integer> BODY_BUFFER =
      new Setting<>(
          "bodyBuffer",
          ValueTypes.arraySize(0, AttemptPolicy.BODY_BYTES_MAX).called("size to 1 MiB"),
          "64KiB",
          AttemptPolicy::bodyBytesMax,
          AttemptPolicy::bodyBytesMax,
          "how much of a body is kept to be sent again");

  private static final Setting<AttemptPolicy, Optional<Duration>> PER_TRY =
      new Setting<>(
          "perTry",
          DEADLINE,
          "none",
          AttemptPolicy::perTry,
          AttemptPolicy::perTry,
          "from the connection to the head of the answer");

  private static final Setting<AttemptPolicy, Optional<Duration>> TOTAL =
      new Setting<>(
          "total",
          DEADLINE,
          "none",
          AttemptPolicy::total,
          AttemptPolicy::total,
          "over all tries and the wait in the `queue`");

  private static final Setting<AttemptPolicy, Integer> TIMEOUT_STATUS =
      new Setting<>(
          "timeoutStatus",
          ValueTypes.whole(502, 504),
          "504",
          AttemptPolicy::timeoutStatus,
          AttemptPolicy::timeoutStatus,
          "what clients are told where a member does not answer in time");

  /** All of them, in the order in which they are set. */
  public static final List<Setting<AttemptPolicy, ?>> ALL =
      List.of(MAX, BODY_BUFFER, PER_TRY, TOTAL, TIMEOUT_STATUS);

  /** Every key. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          List.of(
              MAX,
              new Part("on", "list", "`[connect, reset]`", "`connect`: no connection"),
              new Part(
                  "budget",
                  "`0%` to `100%`",
                  "`20%`",
                  "of the cluster's requests in 10 s, how many may be repeated")),
          List.of(BODY_BUFFER, PER_TRY, TOTAL, TIMEOUT_STATUS));

  private AttemptRows() {}
}
