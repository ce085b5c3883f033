package org.rpicluster.balancer.program.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,0",
    "bytes=10-19,10,19",
    "bytes=90-,90,99",
    "bytes=-5,95,99",
    "bytes=-500,0,99",
    "bytes=50-500,50,99",
  })
  void range_isCutToTheFile(String field, long first, long last) {
    assertThat(ByteRange.parse(field, 100)).contains(new ByteRange(first, last, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void rangeBehindTheEnd_isEmpty(String field) {
    assertThat(ByteRange.parse(field, 100).orElseThrow().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-1", "bytes=0-1,3-4", "lines=0-1", "bytes=", "bytes=a-b", ""})
  void whatIsNotOneRange_meansTheWholeFile(String field) {
    assertThat(ByteRange.parse(field, 100)).isEmpty();
  }

  @Test
  void endOfNothing_isAllOfIt_andItsBeginningIsNotThere() {
    assertThat(ByteRange.parse("bytes=-5", 0)).isEmpty();
    assertThat(ByteRange.parse("bytes=0-", 0).orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void field_namesTheTotal() {
    assertThat(new ByteRange(3, 4, 100).field()).isEqualTo("bytes 3-4/100");
  }
}
