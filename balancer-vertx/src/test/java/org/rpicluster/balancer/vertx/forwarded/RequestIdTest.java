package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.kit.NoFields;

class RequestIdTest {

  private static final Client TRUSTED = new Client("10.0.0.1", "192.0.2.1", true, "http");
  private static final Client STRANGER = new Client("192.0.2.1", "192.0.2.1", false, "http");

  private final RequestId requestId = new RequestId("X-Request-Id", Chance.seeded(1));

  @Test
  void id_ofATrustedProxy_isKept() {
    assertThat(requestId.of(TRUSTED, given("f3c1-A_z.9:+=/@"))).isEqualTo("f3c1-A_z.9:+=/@");
  }

  @Test
  void id_ofAStranger_isReplaced() {
    assertThat(requestId.of(STRANGER, given("mine"))).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"", "a\nb", "\u0661", "a,b", "a\u00e9"})
  void id_thatCouldForgeALogLine_isReplaced(String given) {
    assertThat(requestId.of(TRUSTED, given(given))).matches("[0-9a-f]{32}");
  }

  @Test
  void id_givenTwiceOrTooLong_isReplaced() {
    assertThat(requestId.of(TRUSTED, given("a", "b"))).hasSize(32);
    assertThat(requestId.of(TRUSTED, given("a".repeat(129)))).hasSize(32);
    assertThat(requestId.of(TRUSTED, given("a".repeat(128)))).hasSize(128);
  }

  @Test
  void newIds_differ() {
    Fields none = given();

    assertThat(requestId.of(STRANGER, none)).isNotEqualTo(requestId.of(STRANGER, none));
  }

  private static Fields given(String... ids) {
    return NettyFields.over(NoFields.yet().add("X-Request-Id", List.of(ids)));
  }
}
