package org.rpicluster.balancer.vertx.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private static final long MILLI = 1_000_000;

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Property
  void value_isInTheFirstBucketWhoseBoundItDoesNotPass(
      @ForAll @LongRange(min = 0, max = 200_000_000_000L) long nanos) {
    int bucket = LatencyBounds.bucketOf(nanos);
    if (bucket < LatencyBounds.BUCKETS - 1) {
      assertThat(nanos).isLessThanOrEqualTo(LatencyBounds.boundNanos(bucket));
    }
    if (bucket > 0) {
      assertThat(nanos).isGreaterThan(LatencyBounds.boundNanos(bucket - 1));
    }
  }

  @Test
  void bounds_goFrom100MicrosecondsTo100Seconds_byOneQuarterEach() {
    assertThat(LatencyBounds.boundNanos(0)).isEqualTo(100_000);
    assertThat(LatencyBounds.boundNanos(LatencyBounds.BUCKETS - 1)).isEqualTo(100_000 * MILLI);
    for (int i = 1; i < LatencyBounds.BUCKETS - 1; i++) {
      double step = (double) LatencyBounds.boundNanos(i) / LatencyBounds.boundNanos(i - 1);
      assertThat(step).isBetween(1.24, 1.29);
    }
  }

  @Test
  void boundOfPrometheus_partsValuesExactly() {
    histogram.update(MILLI);
    histogram.update(MILLI + 1);

    assertThat(histogram.getSnapshot().countWithin(MILLI)).isEqualTo(1);
    assertThat(histogram.getSnapshot().countWithin(5 * MILLI)).isEqualTo(2);
  }

  @Test
  void quantiles_areWithinAnEighth() {
    for (int i = 1; i <= 1000; i++) {
      histogram.update(i * MILLI);
    }

    LatencySnapshot snapshot = histogram.getSnapshot();
    for (double quantile : new double[] {0.1, 0.5, 0.9, 0.99}) {
      double exact = quantile * 1000 * MILLI;
      assertThat(snapshot.getValue(quantile)).isCloseTo(exact, within(exact / 8));
    }
    assertThat(histogram.getCount()).isEqualTo(1000);
    assertThat(snapshot.getMean()).isCloseTo(500.5 * MILLI, within(1.0));
    assertThat(snapshot.getMax()).isEqualTo(1000 * MILLI);
  }

  @Test
  void valuesBeyondTheBounds_areCountedAtThem() {
    histogram.update(-1);
    histogram.update(0);
    histogram.update(Long.MAX_VALUE / 2);

    LatencySnapshot snapshot = histogram.getSnapshot();
    assertThat(snapshot.count()).isEqualTo(3);
    assertThat(snapshot.getMin()).isEqualTo(100_000);
    assertThat(snapshot.getValue(1)).isEqualTo(100_000 * MILLI);
  }

  @Test
  void nothing_hasNoQuantiles_andNoMean() {
    LatencySnapshot nothing = histogram.getSnapshot();

    assertThat(nothing.getValue(0.99)).isZero();
    assertThat(nothing.getMean()).isZero();
    assertThat(nothing.getStdDev()).isZero();
    assertThat(nothing.getValues()).isEmpty();
  }

  @Test
  void whatCameBetween_isADifference() {
    histogram.update(MILLI);
    LatencySnapshot before = histogram.getSnapshot();
    histogram.update(100 * MILLI);

    LatencySnapshot between = histogram.getSnapshot().since(before);
    assertThat(between.count()).isEqualTo(1);
    assertThat(between.sumNanos()).isEqualTo(100 * MILLI);
    assertThat(between.getValue(0.5)).isBetween(80.0 * MILLI, 100.0 * MILLI);
  }

  @Test
  void dump_hasALineForEachBucketThatHasAny() {
    histogram.update(MILLI);
    histogram.update(MILLI);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    histogram.getSnapshot().dump(out);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("1000000 2");
  }
}
