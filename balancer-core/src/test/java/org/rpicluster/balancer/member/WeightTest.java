package org.rpicluster.balancer.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0.5", "0", "-1", "0.999", "100.01", "101", "NaN", "Infinity", "-Infinity"})
  void weight_outOfRange_isRefusedInTheWordsOfTheUser(String weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weight.of(Double.parseDouble(weight)))
        .withMessage("weight: " + weight + " (expected: 1 to 100)");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100, 1",
    "2.25, 225, 2.25",
    "2.5, 250, 2.5",
    "1.006, 101, 1.01",
    "100, 10000, 100"
  })
  void weight_isHeldInHundredths(double weight, int hundredths, String words) {
    assertThat(Weight.of(weight).hundredths()).isEqualTo(hundredths);
    assertThat(Weight.of(weight)).hasToString(words);
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 0, -100, 10_001, Integer.MAX_VALUE})
  void hundredths_outOfRange_areRefused(int hundredths) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Weight(hundredths))
        .withMessageStartingWith("weight: ");
  }
}
