package org.rpicluster.balancer.vertx.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes are found at the beginning of a challenge only, however long the fields are. */
class ChallengesTest {

  /** More than a stack of 1 MiB has frames for, and than limits let through. */
  private static final int LONG = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NTLM",
        "ntlm TlRMTVNTUAAB",
        "Basic realm=\"a\", Negotiate",
        "Digest realm=\"a, b\",nonce=\"c\" ,\tNEGOTIATE YII=",
        "Basic realm=\"not ended, NTLM"
      })
  void challengeOfAConnection_isFound(String challenge) {
    assertThat(ConnectionAuth.isOffered(answer(challenge))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=\"NTLM\"",
        "Basic realm=\"a, NTLM\"",
        "Basic realm=\"\\\", NTLM\"",
        "Bearer scope=negotiate",
        "NTLMish"
      })
  void otherChallenge_isNotTakenForOne(String challenge) {
    assertThat(ConnectionAuth.isOffered(answer(challenge))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\\a", "\\\"", ", NTLM ", " ", "=", ","})
  void longQuotation_isReadToItsEnd(String piece) {
    String value = "Digest username=\"" + piece.repeat(LONG / piece.length()) + "\"";

    Fields asked = NettyFields.none();
    asked.add("Authorization", value);
    assertThat(ConnectionAuth.isIn(asked)).isFalse();
    assertThat(ConnectionAuth.othersIn(answer(value + ", NTLM"))).containsExactly(value);
  }

  /** A search that begins again at each quote would need hours. */
  @ParameterizedTest
  @ValueSource(strings = {"\\\"", "\\\", NTLM ", "\\"})
  @Timeout(60)
  void quotationWithoutAnEnd_isLookedAtOnce(String piece) {
    String value = "Digest username=\"" + piece.repeat(20 * LONG / piece.length());

    assertThat(ConnectionAuth.isOffered(answer(value))).isEqualTo(piece.contains("NTLM"));
  }

  @Test
  void challengesOfRequests_areWhatIsLeft() {
    assertThat(ConnectionAuth.othersIn(answer("NTLM, Basic realm=\"a, b\", Negotiate")))
        .containsExactly("Basic realm=\"a, b\"");
  }

  private static Fields answer(String challenge) {
    Fields fields = NettyFields.none();
    fields.add("WWW-Authenticate", challenge);
    return fields;
  }
}
