package org.rpicluster.balancer.vertx.kit;

import java.util.List;

/** Names that are odd but legal, for each place that takes a name. */
public final class OddNames {

  /** For {@code @MethodSource}. */
  public static final String ALL = "org.rpicluster.balancer.vertx.kit.OddNames#names";

  private static final String LABEL = "a".repeat(63);

  private OddNames() {}

  /** All of them. */
  public static List<String> names() {
    return List.of(
        "web",
        "web_1",
        "my_app.test",
        "_dmarc.example.test",
        "a__b_.test",
        "1and1.test",
        "3com",
        "web.1st",
        "a.1",
        "xn--bcher-kva.test",
        "a--b.test",
        "MixedCase.Test",
        LABEL + ".test",
        (LABEL + ".").repeat(3) + "a".repeat(61));
  }
}
