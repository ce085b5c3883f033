package org.rpicluster.balancer.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("weight", "set", "maxInFlight", "state", "id");

  @ParameterizedTest
  @CsvSource({
    "wieght,weight",
    "weigth,weight",
    "Weight,weight",
    "weights,weight",
    "maxinflight,maxInFlight",
    "max_in_flight,maxInFlight",
    "sate,state",
    "sets,set",
    "max,maxInFlight",
    "weightOfMember,weight",
  })
  void misspeltName_isGuessed(String written, String meant) {
    assertThat(NearestName.to(written, KNOWN)).contains(meant);
  }

  @Test
  void nameFarFromAll_isNotGuessed() {
    assertThat(NearestName.to("colour", KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"st", "idle"})
  void beginningOfSeveral_orOfTwoLetters_isNotGuessed(String written) {
    List<String> known = List.of("state", "strategy", "id");
    assertThat(NearestName.to(written, known)).isEmpty();
  }

  @Test
  void hugeName_isNotEvenLookedAt() {
    assertThat(NearestName.to("weight".repeat(10_000), KNOWN)).isEmpty();
  }
}
