package org.rpicluster.balancer.vertx.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.http.Via;

class ClientIdentityTest {

  private static final Via ME = new Via("me");
  private static final Client ANNE = new Client("192.0.2.1", "192.0.2.1", false, "http");
  private static final Client BERT = new Client("192.0.2.1", "192.0.2.2", true, "https");

  private final ClientIdentity known = new ClientIdentity();

  @Test
  void whatIsSaid_isSaidAgain_untilSomethingChanges() {
    String said = known.forwarded(ME, ANNE, "a.test");

    assertThat(said).isEqualTo("for=192.0.2.1;host=a.test;proto=http;by=_me");
    assertThat(known.forwarded(ME, ANNE, "a.test")).isSameAs(said);
    assertThat(known.forwarded(ME, ANNE, "b.test"))
        .isEqualTo("for=192.0.2.1;host=b.test;proto=http;by=_me");
    assertThat(known.forwarded(ME, BERT, "b.test"))
        .isEqualTo("for=192.0.2.1;host=b.test;proto=https;by=_me");
    assertThat(known.forwarded(new Via("you"), BERT, "b.test"))
        .isEqualTo("for=192.0.2.1;host=b.test;proto=https;by=_you");
  }
}
