package org.rpicluster.balancer.program.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much the answers of one site may hold. */
class FileBudgetTest {

  private final FileBudget budget = new FileBudget();

  @Test
  void largeFiles_areOpenInABoundedNumber_andPagesAreServedMeanwhile() {
    List<FileBudget.Charge> charges = new ArrayList<>();
    Optional<FileBudget.Charge> next = budget.charge(FileBudget.PIECE_BYTES + 1);
    while (next.isPresent()) {
      charges.add(next.get());
      assertThat(charges.size()).isLessThan(10_000);
      next = budget.charge(Long.MAX_VALUE);
    }
    charges.get(0).close();
    charges.get(0).close(); // again, which gives nothing back

    assertThat(budget.charge(FileBudget.PIECE_BYTES + 1)).isPresent();
    assertThat(budget.charge(FileBudget.PIECE_BYTES + 1)).isEmpty();
  }

  @Test
  void pages_areHeldInABoundedNumberOfBytes() {
    List<FileBudget.Charge> charges = new ArrayList<>();
    Optional<FileBudget.Charge> next = budget.charge(FileBudget.PIECE_BYTES);
    while (next.isPresent()) {
      charges.add(next.get());
      assertThat(charges.size()).isLessThan(10_000);
      next = budget.charge(FileBudget.PIECE_BYTES);
    }
    assertThat(budget.charge(1)).isEmpty();
    charges.forEach(FileBudget.Charge::close);

    assertThat(budget.charge(1)).isPresent();
  }
}
