package org.rpicluster.balancer.vertx.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, [02/Jan/2026:03:04:05 +0000]",
    "2026-05-31T23:59:59Z, [31/May/2026:23:59:59 +0000]",
    "2026-09-09T00:00:00Z, [09/Sep/2026:00:00:00 +0000]",
    // The last days of a year can belong to the first week of the next one.
    "2024-12-30T12:00:00Z, [30/Dec/2024:12:00:00 +0000]",
    "2028-02-29T12:00:00Z, [29/Feb/2028:12:00:00 +0000]",
  })
  void text_anyDayOfTheYear_isAsInApachesLogs(Instant time, String expected) {
    assertThat(LogTime.apache(ZoneOffset.UTC).text(time)).isEqualTo(expected);
  }

  @Test
  void text_inAZoneWithSummerTime_hasTheOffsetOfThatDay() {
    LogTime time = LogTime.apache(ZoneId.of("America/St_Johns"));
    assertThat(time.text(Instant.parse("2026-07-01T12:00:00Z")))
        .isEqualTo("[01/Jul/2026:09:30:00 -0230]");
    assertThat(time.text(Instant.parse("2026-12-01T12:00:00Z")))
        .isEqualTo("[01/Dec/2026:08:30:00 -0330]");
  }

  @Test
  void text_withinOneSecond_isTheSameObject() {
    LogTime time = LogTime.apache(ZoneOffset.UTC);
    String first = time.text(Instant.parse("2026-11-22T11:28:19.001Z"));
    assertThat(time.text(Instant.parse("2026-11-22T11:28:19.999Z"))).isSameAs(first);
    assertThat(time.text(Instant.parse("2026-11-22T11:28:20Z")))
        .isEqualTo("[22/Nov/2026:11:28:20 +0000]");
  }
}
