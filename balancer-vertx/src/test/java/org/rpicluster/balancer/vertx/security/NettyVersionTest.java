package org.rpicluster.balancer.vertx.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Netty below 4.2.18 takes transfer codings that let one client's bytes become another's request
 * (CVE-2026-89044); no other test would notice a dependency that drags an older one in.
 */
class NettyVersionTest {

  private static final String FLOOR = "4.2.18";

  @Test
  void nettyAtRunTime_isNotBelowTheFloor() {
    assertThat(Version.identify()).containsKey("netty-codec-http").containsKey("netty-common");
    assertThat(Version.identify().values())
        .allSatisfy(v -> assertThat(isBelowFloor(v.artifactVersion())).as(v.toString()).isFalse());
  }

  @ParameterizedTest
  @CsvSource({"4.1.130.Final,true", "4.2.9.Final,true", "4.2.18.Final,false", "4.2.100,false"})
  void comparison_isByNumber(String version, boolean below) {
    assertThat(isBelowFloor(version)).isEqualTo(below);
  }

  private static boolean isBelowFloor(String version) {
    ModuleDescriptor.Version found = ModuleDescriptor.Version.parse(version.replace(".Final", ""));
    return found.compareTo(ModuleDescriptor.Version.parse(FLOOR)) < 0;
  }
}
