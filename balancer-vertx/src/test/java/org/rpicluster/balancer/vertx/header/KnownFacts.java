package org.rpicluster.balancer.vertx.header;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a request that there never was. */
record KnownFacts(
    Map<Fact, String> facts, Map<String, String> fields, Map<String, String> variables)
    implements Facts {

  static KnownFacts ofRequest(String uri) {
    return new KnownFacts(
        Map.of(
            Fact.REQUEST_URI, uri,
            Fact.REQUEST_METHOD, "GET",
            Fact.REMOTE_ADDR, "192.168.0.7",
            Fact.REQUEST_STATUS, "404",
            Fact.HTTPS, "on"),
        Map.of("User-Agent", "GoodBot/1", "X-Team", "red", "Host", "a.test"),
        Map.of("known", "yes", "empty", ""));
  }

  @Override
  public @Nullable String variable(String name) {
    return variables.get(name);
  }

  @Override
  public @Nullable String requestField(String name) {
    return fields.get(name);
  }

  @Override
  public @Nullable String answerField(String name) {
    return null;
  }

  @Override
  public String of(Fact fact) {
    return facts.getOrDefault(fact, "");
  }

  @Override
  public long receivedMicros() {
    return 1_700_000_000_000_000L;
  }

  @Override
  public long elapsedMicros() {
    return 250;
  }
}
