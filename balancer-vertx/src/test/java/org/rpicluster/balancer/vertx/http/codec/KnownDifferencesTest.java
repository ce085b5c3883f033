package org.rpicluster.balancer.vertx.http.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.vertx.http.codec.KnownDifferences.Row;

class KnownDifferencesTest {

  static Stream<Row> rows() {
    return KnownDifferences.ROWS.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void rowOfTheTable_isStillADifference(Row row) {
    assertThat(Difference.in(row.role(), Samples.row(row.input()))).isEqualTo(row.kind());
  }
}
