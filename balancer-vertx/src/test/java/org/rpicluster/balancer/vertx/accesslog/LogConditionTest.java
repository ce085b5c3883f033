package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.VariableRule;

/** Which exchanges have a line. */
class LogConditionTest {

  private static LogCondition when(String... conditions) {
    return new LogCondition(List.of(conditions).stream().map(Condition::of).toList(), List.of());
  }

  @Test
  void every_withoutAny() {
    assertThat(LogCondition.ALWAYS.holds(new Summaries().summary())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "expr=%{REQUEST_URI} == '/a', true",
    "expr=%{QUERY_STRING} == 'b', true",
    "expr=%{REQUEST_STATUS} -ge 400, false",
    "expr=%{REQUEST_METHOD} == 'GET', true",
    "expr=%{REMOTE_ADDR} == '192.168.0.7', true",
    "expr=%{SERVER_NAME} == 'a.test', true",
    "expr=%{SERVER_PORT} == '8080', true",
    "expr=%{SERVER_PROTOCOL} == 'HTTP/1.1', true",
    "expr=%{SSL_PROTOCOL} == '', true",
    "expr=%{HTTP:X-A} == 'b', true",
    "expr=resp('X-B') == 'c', true",
    "expr=%{HTTP:X-C} == '', true",
    "tls, false",
    "env=marked, true",
    "env=!marked, false",
    "env=other, false"
  })
  void condition_isAskedOfWhatCame_andWasSent(String condition, boolean holds) {
    Summaries exchange = new Summaries().field("X-A", "b").answered("X-B", "c");

    assertThat(when(condition).holds(exchange.variable("marked", "1").summary())).isEqualTo(holds);
  }

  @Test
  void severalConditions_mustAllHold() {
    assertThat(when("env=!a", "expr=%{REQUEST_URI} == '/b'").holds(new Summaries().summary()))
        .isFalse();
  }

  @Test
  void variable_thatARuleSets_canBeAskedFor() {
    VariableRule rule =
        new VariableRule(
            "quiet",
            Optional.of("1"),
            Optional.of(new VariableRule.Test("Request_URI", FieldPattern.of("^/up", false))),
            List.of());
    LogCondition condition = new LogCondition(List.of(Condition.of("env=!quiet")), List.of(rule));

    assertThat(condition.holds(new Summaries().target("/up?x").summary())).isFalse();
    assertThat(condition.holds(new Summaries().target("/a/up").summary())).isTrue();
  }
}
