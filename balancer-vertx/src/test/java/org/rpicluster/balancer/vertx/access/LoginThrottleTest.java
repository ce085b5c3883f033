package org.rpicluster.balancer.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;

/** How long who guesses has to wait. */
class LoginThrottleTest {

  private final ManualTime time = new ManualTime();
  private final LoginThrottle throttle = new LoginThrottle(time);

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(address);
    }
  }

  @Test
  void pause_beginsBehindFiveGuesses_andDoubles_upToAMinute() {
    guess("192.168.0.7", 5);
    assertThat(throttle.secondsToWait("192.168.0.7")).isZero();
    for (int pause : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
      throttle.failed("192.168.0.7");
      assertThat(throttle.secondsToWait("192.168.0.7")).isBetween((long) pause, pause + 1L);
    }
    time.advance(Duration.ofSeconds(65));
    assertThat(throttle.secondsToWait("192.168.0.7")).isZero();
  }

  @Test
  void addresses_waitEachForItself_butANetworkOfIpv6Together() {
    guess("192.168.0.7", 8);
    assertThat(throttle.secondsToWait("192.168.0.8")).isZero();
    guess("2001:db8::1", 4);
    guess("2001:db8::ffff:2", 4);
    assertThat(throttle.secondsToWait("2001:db8::3")).isPositive();
    assertThat(throttle.secondsToWait("2001:db8:0:1::3")).isZero();
    guess("unknown", 8);
    assertThat(throttle.secondsToWait("unknown")).isPositive();
  }

  @Test
  void rightPassword_andAQuarterOfAnHour_areABeginningAnew() {
    guess("10.0.0.1", 8);
    throttle.succeeded("10.0.0.1");
    assertThat(throttle.secondsToWait("10.0.0.1")).isZero();
    guess("10.0.0.1", 5);
    time.advance(Duration.ofMinutes(16));
    throttle.failed("10.0.0.1");
    assertThat(throttle.secondsToWait("10.0.0.1")).isZero();
  }
}
