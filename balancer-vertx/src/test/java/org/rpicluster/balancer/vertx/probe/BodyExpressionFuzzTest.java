package org.rpicluster.balancer.vertx.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class BodyExpressionFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void anyText_isAnExpressionThatCanBeSearched_orIsRefusedByName(FuzzedDataProvider data) {
    String text = data.consumeString(200);
    try {
      BodyExpression expression = BodyExpression.of(text);
      expression.isFoundIn(data.consumeRemainingAsString());
      assertThat(expression).hasToString(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("body: ").hasMessageContaining("(expected: ");
    }
  }
}
