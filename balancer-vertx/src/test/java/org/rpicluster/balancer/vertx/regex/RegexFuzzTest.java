package org.rpicluster.balancer.vertx.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class RegexFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void anyText_isAnExpressionThatCanBeSearched_orIsRefusedByName(FuzzedDataProvider data) {
    String text = data.consumeString(200);
    try {
      Regex expression = Regex.of("body", text);
      expression.isIn(data.consumeRemainingAsString());
      assertThat(expression).hasToString(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("body: ").hasMessageContaining("(expected: ");
    }
  }
}
