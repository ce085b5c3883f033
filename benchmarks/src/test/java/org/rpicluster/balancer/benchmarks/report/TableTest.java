package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.benchmarks.contender.Promise;

class TableTest {

  @Test
  void rows_areTheFrameThenTheQuickestFirst_andOursBold() {
    Table table =
        new Table(
            List.of(
                Figures.request("slow/one", Promise.ROUND_ROBIN, 4, 123.4),
                Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 4, 5.25),
                Figures.request("byrequests", Promise.WEIGHTED_ROUND_ROBIN, 64, 6),
                Figures.request("null", Promise.FRAME, 4, 1)));

    assertThat(table.markdown())
        .isEqualTo(
            """
            | members · threads | 4 · 1 thread | 64 · 1 thread |
            | --- | ---: | ---: |
            | null | 1.0 ± 0.5, 0 B | – |
            | **byrequests** | 5.3 ± 0.5, 0 B | 6.0 ± 0.5, 0 B |
            | slow/one | 123 ± 1, 0 B | – |
            """);
  }
}
