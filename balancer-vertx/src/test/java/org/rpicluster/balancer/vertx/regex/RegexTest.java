package org.rpicluster.balancer.vertx.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  @ParameterizedTest
  @CsvSource({
    "ok, it is ok, true",
    "^ok$, it is ok, false",
    "(?i)OK, it is ok, true",
    "'', x, true"
  })
  void expression_isFoundAnywhere_unlessItSaysWhere(String expression, String body, boolean found) {
    assertThat(Regex.of("body", expression).isIn(body)).isEqualTo(found);
  }

  /** Expressions for which a backtracking search would need longer than there is time. */
  @Timeout(60)
  @ParameterizedTest
  @ValueSource(strings = {"(x+x+)+y", "(a|aa)+$", "(.*)*=", "(x*)*(x*)*(x*)*y"})
  void search_neverExplodes(String expression) {
    assertThat(Regex.of("body", expression).isIn("x".repeat(64 << 10))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"((a{1000}){1000}){1000}", "(a{100}){11}", "([^x]{1,900}){2,}"})
  void repetitions_thatWouldFillTheMemory_areRefused(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regex.of("body", expression))
        .withMessage("body: " + expression + " (expected: fewer repetitions)");
  }

  @Test
  void dates_areNotTooManyRepetitions() {
    Regex date = Regex.of("body", "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");
    assertThat(date.isIn("2026-11-22T18:00:00Z")).isTrue();
  }

  @Test
  void tooLongOnes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regex.of("body", "x".repeat(2001)))
        .withMessage("body: 2001 characters (expected: at most 2000 characters)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regex.of("body", "(abcdefgh){600}"))
        .withMessage("body: (abcdefgh){600} (expected: a simpler expression)");
  }
}
