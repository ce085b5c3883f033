package org.rpicluster.balancer.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.config.RouteSettings.ToCluster;

class RouteSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "/,/,true",
    "/,/app,true",
    "/app,/app,true",
    "/app,/app/x,true",
    "/app/,/app/x,true",
    "/app,/apple,false",
    "/app/,/app,false",
    "/app,/,false",
  })
  void route_coversWhatIsWithinItsSegments(String route, String other, boolean covers) {
    assertThat(ToCluster.of(route, "a").covers(ToCluster.of(other, "a"))).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app", "/a b", "/a?b", "/a#b", "/ä"})
  void pathThatNoRequestCanHave_isRefused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> ToCluster.of(path, "a"));
  }
}
