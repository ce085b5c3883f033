package org.rpicluster.balancer.program.peers;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/**
 * The order of two edits that did not know of each other, by which holds a member back more: a
 * drain or a stop that was asked for on one side of a split is not undone by the other side. All
 * other settings are equally strict. Stateless; any thread.
 */
final class Strictness {

  /** From the mildest on; "as the configuration says" is milder than all. */
  private static final List<String> STATES = List.of("enabled", "draining", "disabled", "stopped");

  private static final Comparator<String> OF_STATE = Comparator.comparingInt(Strictness::rank);
  private static final Comparator<String> NONE = (one, other) -> 0;

  private Strictness() {}

  /** Of the values of a setting. */
  static Comparator<String> of(SettingKey key) {
    return key.setting().equals("state") ? OF_STATE : NONE;
  }

  private static int rank(String value) {
    return value.isEmpty() ? -1 : STATES.indexOf(new JsonObject(value).getString("value"));
  }
}
