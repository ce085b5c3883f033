package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.Strategy;

/** Strategies by name, with options as a configuration gives them. */
class StrategyOptionsTest {

  static Iterable<String> names() {
    return Strategies.names();
  }

  @Test
  void everyStrategy_hasItsName() {
    assertThat(Strategies.names())
        .contains(
            "byrequests",
            "bytraffic",
            "bybusyness",
            "shortest-expected-delay",
            "two-choices",
            "peak-ewma",
            "rendezvous",
            "random",
            "first");
  }

  @Test
  void brokenProviderOfAUser_isNamed_andDoesNotKeepOursAway(@TempDir Path classes)
      throws Exception {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Strategy.class.getName()), "no.such.Strategy\n");
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    try (URLClassLoader broken = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      current.setContextClassLoader(broken);

      assertThat(Strategies.named("byrequests").name()).isEqualTo("byrequests");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Strategies.named("mine"))
          .withMessageContaining("no.such.Strategy");
    } finally {
      current.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStrategy_isFoundByItsName_withoutOptions(String name) {
    Strategy strategy = Strategies.named(name);

    assertThat(strategy.name()).isEqualTo(name);
    assertThat(strategy.with(Map.of()).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStrategy_refusesOptionsItDoesNotKnow(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.named(name).with(Map.of("bogus", "1")))
        .withMessageContaining("bogus")
        .withMessageContaining("(expected: ");
  }

  @Test
  void options_areRead() {
    assertThat(named("peak-ewma", "decay", "500ms"))
        .isEqualTo(Strategies.peakEwma(Duration.ofMillis(500)));
    assertThat(named("bytraffic", "window", "10m"))
        .isEqualTo(Strategies.byTraffic(Duration.ofMinutes(10)));
    assertThat(named("rendezvous", "key", "header:X-User"))
        .isEqualTo(Strategies.rendezvous(HashKey.parse("header:x-user")));
    assertThat(
            Strategies.named("rendezvous").with(Map.of("key", "cookie:SID", "boundedLoad", "1.25")))
        .isEqualTo(Strategies.rendezvous(HashKey.parse("cookie:SID"), 1.25));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peak-ewma  | decay       | 10   | decay: 10 (expected: a duration such as 500ms, 10s, 5m)",
        "peak-ewma  | decay       | 0s   | decay: 0s (expected: more than 0)",
        "peak-ewma  | decay       | 24h  | decay: PT24H (expected: less than a day)",
        "bytraffic  | window      | -1m  | window: -1m (expected: a duration such as 500ms, 10s, 5m)",
        "bytraffic  | decay       | 1m   | option: decay (expected: window)",
        "rendezvous | key         | ip   | key: ip (expected: client, uri, path, header:NAME or cookie:NAME)",
        "rendezvous | boundedLoad | 0.5  | boundedLoad: 0.5 (expected: 1 to 10, or 0 for no bound)",
        "rendezvous | boundedLoad | NaN  | boundedLoad: NaN (expected: 1 to 10, or 0 for no bound)",
        "rendezvous | boundedLoad | much | boundedLoad: much (expected: 1 to 10, or 0 for no bound)",
        "rendezvous | load        | 1    | option: load (expected: key, boundedLoad)",
        "random     | seed        | 1    | seed: 1 (expected: no option of random)",
      })
  void badOption_isNamed_withWhatWasExpected(
      String strategy, String option, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(strategy, option, value))
        .withMessage(message);
  }

  @Test
  void onlyHashing_asksForAKey() {
    assertThat(Strategies.rendezvous(HashKey.CLIENT).hashKey()).contains(HashKey.CLIENT);
    assertThat(Strategies.byRequests().hashKey()).isEmpty();
  }

  private static Strategy named(String strategy, String option, String value) {
    return Strategies.named(strategy).with(Map.of(option, value));
  }
}
