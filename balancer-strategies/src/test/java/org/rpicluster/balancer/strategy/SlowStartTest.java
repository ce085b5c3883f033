package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Strategy;

/**
 * A member that was away gets its share back little by little, whatever the strategy goes by: not
 * all at once, not more than its share to make up for it, and not nothing. In manual time, by the
 * default policy; {@code bytraffic} without a window is Apache's, and {@code peak-ewma} learns by
 * itself.
 */
class SlowStartTest {

  private static final int PER_SECOND = 400;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /**
   * At once, the fifth second after: the retry is over by then, whenever within it it came back.
   */
  private static final FailurePolicy POLICY = FailurePolicy.DEFAULT.retryMax(Duration.ofSeconds(5));

  /**
   * With how many requests a member has to do in the mean: it is mostly idle, has some, or many.
   */
  static Stream<Arguments> strategiesAndLoads() {
    List<Strategy> strategies =
        List.of(
            Strategies.byRequests(),
            Strategies.byBusyness(),
            Strategies.byTraffic().with(Map.of("window", "10s")),
            Strategies.shortestExpectedDelay(),
            Strategies.twoChoices(),
            Strategies.random());
    return strategies.stream()
        .flatMap(s -> DoubleStream.of(0.4, 2.4, 10).mapToObj(load -> Arguments.of(s, load)));
  }

  @ParameterizedTest
  @MethodSource("strategiesAndLoads")
  void memberThatIsBack_growsIntoItsShare(Strategy strategy, double perMember) {
    double millis = 1000 * 4 * perMember / PER_SECOND;
    Traffic traffic = new Traffic(POLICY, strategy, millis, millis, millis, millis);
    traffic.flow(TEN_SECONDS, PER_SECOND);
    traffic.ends("c", Outcome.CONNECT_FAILED);
    traffic.flow(TEN_SECONDS.plus(SECOND), PER_SECOND);
    traffic.ends("c", Outcome.SUCCESS);
    while (traffic.health("c").equals("down")) {
      traffic.flow(Duration.ofMillis(100), PER_SECOND);
    }

    double[] ofFair = new double[24];
    for (int second = 0; second < ofFair.length; second++) {
      ofFair[second] = traffic.flow(SECOND, PER_SECOND).share("c") * 4;
      assertThat(ofFair[second]).as("second %d", second).isLessThan(1.5);
    }
    assertThat(mean(ofFair, 1, 4)).as("at the beginning").isBetween(0.1, 0.5);
    assertThat(mean(ofFair, 4, 10)).as("on the way").isBetween(0.3, 0.95);
    assertThat(mean(ofFair, 12, 24)).as("at the end").isBetween(0.85, 1.15);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
