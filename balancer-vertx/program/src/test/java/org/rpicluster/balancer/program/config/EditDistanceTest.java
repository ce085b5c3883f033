package org.rpicluster.balancer.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "weight, weight, 0",
    "weight, wight, 1",
    "weight, weeight, 1",
    "weight, waight, 1",
    "weight, wieght, 1",
    "ab, ba, 1",
    "ca, abc, 3", // the letters of a swap are not touched again
    "'', set, 3",
    "set, '', 3",
  })
  void eachEditCountsOne(String word, String other, int edits) {
    assertThat(new EditDistance(word).to(other, 9)).isEqualTo(edits);
  }

  @Property
  void endEarly_onlyWhereThereAreTooMany(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 7) String word,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 7) String other,
      @ForAll @IntRange(max = 7) int most) {
    EditDistance distance = new EditDistance(word);
    int edits = distance.to(other, 9);

    if (edits <= most) {
      assertThat(distance.to(other, most)).isEqualTo(edits);
    } else {
      assertThat(distance.to(other, most)).isGreaterThan(most);
    }
  }
}
