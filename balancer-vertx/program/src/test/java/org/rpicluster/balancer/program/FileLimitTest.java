package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileLimitTest {

  @Test
  void manyFiles_areNoLimit() {
    FileLimit limit = new FileLimit(1 << 20, 1024);

    assertThat(limit.forClients(32_768)).isEqualTo(32_768);
    assertThat(limit.warning(32_768)).isEmpty();
  }

  @Test
  void fewFiles_areShared_soThatMembersKeepTheirs() {
    FileLimit limit = new FileLimit(1024, 256);

    assertThat(limit.forClients(100_000)).isLessThanOrEqualTo(1024 - 256).isGreaterThan(500);
    assertThat(limit.forClients(100)).isEqualTo(100);
    assertThat(limit.warning(100_000).orElseThrow())
        .startsWith("files: 1024 may be open (expected: ")
        .contains("100000 connections of clients and 256 to members", "ulimit -n");
  }

  @Test
  void veryFewFiles_areHalvedBetweenClientsAndMembers() {
    FileLimit limit = new FileLimit(512, 100_000);

    assertThat(limit.forClients(100_000)).isBetween(100, 256);
    assertThat(new FileLimit(10, 256).forClients(100)).isEqualTo(1);
  }

  @Test
  void noLimit_overflowsNothing() {
    FileLimit limit = new FileLimit(Long.MAX_VALUE, 256);

    assertThat(limit.forClients(1_000_000)).isEqualTo(1_000_000);
    assertThat(limit.warning(1_000_000)).isEmpty();
  }
}
