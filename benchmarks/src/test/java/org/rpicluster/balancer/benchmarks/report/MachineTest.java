package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void slug_isADirectoryName() {
    assertThat(new Machine("Raspberry Pi 4 Model B Rev 1.4", 4).slug())
        .isEqualTo("raspberry-pi-4-model-b-rev-1-4-4-cores");
  }

  @Test
  void thisMachine_hasAModelAndCores() {
    assertThat(Machine.here().model()).isNotBlank();
    assertThat(Machine.here().cores()).isPositive();
  }
}
