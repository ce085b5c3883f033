package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "104857600, 100 MiB",
    "9223372036854775807, 8.0 EiB"
  })
  void bytes_ofAnySize_haveABinaryUnit(long bytes, String expected) {
    assertThat(Units.bytes(bytes).replace('\u00a0', ' ')).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, 1 000", "1234567, 1 234 567"})
  void count_beyondAThousand_isGrouped(long count, String expected) {
    assertThat(Units.count(count).replace('\u202f', ' ')).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 119 min",
    "7200, 2 h",
    "172800, 2 d"
  })
  void age_ofSeconds_hasOneUnit(long seconds, String expected) {
    assertThat(Units.age(Duration.ofSeconds(seconds)).replace('\u00a0', ' ')).isEqualTo(expected);
  }

  @Test
  void credit_wholeOrNotOrNone_isShort() {
    assertThat(Units.credit(OptionalDouble.of(-300))).isEqualTo("\u2212300");
    assertThat(Units.credit(OptionalDouble.of(2.345))).isEqualTo("2.35");
    assertThat(Units.credit(OptionalDouble.empty())).isEqualTo("\u2013");
  }
}
