package org.rpicluster.balancer.program.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Balancers that edit, are split, restart, and hear old messages again, against a model. */
class SharedSettingsPropertyTest {

  private static final List<String> NODES = List.of("a", "b", "c", "d");
  private static final List<String> STATES =
      List.of("", "enabled", "draining", "disabled", "stopped");
  private static final List<SettingKey> KEYS =
      List.of(new SettingKey("c", "pi1", "state"), new SettingKey("c", "pi2", "state"));

  /** One thing that happens; what it needs of the numbers, it takes. */
  record Step(Kind kind, int one, int two, int three) {
    enum Kind {
      EDIT,
      TELL,
      TELL_A_PART,
      TELL_WHAT_WAS,
      RESTART
    }
  }

  /** The balancers, and the model beside them. */
  private static final class Cluster {

    final Map<String, SharedSettings> settings = new HashMap<>();
    final EditModel model = new EditModel();
    private final List<Map.Entry<SharedSettings, Object>> sent = new ArrayList<>();

    SharedSettings of(String node) {
      return settings.getOrDefault(node, SharedSettings.NONE);
    }

    void run(Step step) {
      String node = NODES.get(step.one() % NODES.size());
      String other = NODES.get(step.two() % NODES.size());
      SettingKey key = KEYS.get(step.two() % KEYS.size());
      switch (step.kind()) {
        case EDIT -> edit(node, key, STATES.get(step.three() % STATES.size()));
        case TELL -> tell(other, Map.entry(of(node), model.message(node)));
        case TELL_A_PART -> settings.put(other, of(other).merged(of(other).only(List.of(key))));
        case TELL_WHAT_WAS -> {
          if (!sent.isEmpty()) {
            tell(other, sent.get(step.three() % sent.size()));
          }
        }
        case RESTART -> {
          JsonArray kept = SharedJson.of(of(node));
          settings.put(node, SharedJson.read(new JsonArray(kept.encode())));
        }
      }
    }

    void edit(String node, SettingKey key, String state) {
      settings.put(node, of(node).written(node, Map.of(key, value(state))));
      model.edit(node, key, state);
    }

    void tell(String other, Map.Entry<SharedSettings, Object> message) {
      sent.add(message);
      settings.put(other, of(other).merged(message.getKey()));
      model.tell(other, message.getValue());
    }

    void heal() {
      for (String node : NODES) {
        for (String other : NODES) {
          tell(other, Map.entry(of(node), model.message(node)));
        }
      }
      NODES.forEach(other -> tell(other, Map.entry(of("d"), model.message("d"))));
    }
  }

  private static String value(String state) {
    return state.isEmpty() ? "" : new JsonObject().put("value", state).encode();
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 999);
    return Combinators.combine(Arbitraries.of(Step.Kind.class), numbers, numbers, numbers)
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 1000)
  void balancersThatHaveHeardOfEachOther_agree_onWhatTheModelSays(
      @ForAll("histories") List<Step> history) {
    Cluster cluster = new Cluster();
    history.forEach(cluster::run);
    NODES.forEach(node -> assertThatAsModel(cluster, node));

    cluster.heal();

    NODES.forEach(node -> assertThat(cluster.of(node)).isEqualTo(cluster.of("a")));
    assertThatAsModel(cluster, "a");
  }

  private static void assertThatAsModel(Cluster cluster, String node) {
    for (SettingKey key : KEYS) {
      assertThat(cluster.of(node).value(key))
          .as(node + " of " + key)
          .isEqualTo(value(cluster.model.value(node, key)));
    }
  }

  @Property(tries = 300)
  void mergingKnowsNoOrder(@ForAll("histories") List<Step> history) {
    Cluster cluster = new Cluster();
    history.forEach(cluster::run);
    SharedSettings a = cluster.of("a");
    SharedSettings b = cluster.of("b");
    SharedSettings c = cluster.of("c");

    assertThat(a.merged(b)).isEqualTo(b.merged(a));
    assertThat(a.merged(b).merged(c)).isEqualTo(a.merged(b.merged(c)));
    assertThat(a.merged(a)).isEqualTo(a);
    assertThat(a.merged(b).merged(b)).isEqualTo(a.merged(b));
  }

  @Property(tries = 300)
  void drainOfOneSide_holds_whateverTheOtherSideDid(
      @ForAll("histories") List<Step> before, @ForAll("histories") List<Step> onOtherSide) {
    Cluster cluster = new Cluster();
    before.forEach(cluster::run);
    cluster.edit("a", KEYS.get(0), "draining");
    SharedSettings drained = cluster.of("a");
    SharedSettings other = cluster.of("b");
    for (Step step : onOtherSide) {
      String state = STATES.get(step.three() % STATES.size());
      other = other.written("b", Map.of(KEYS.get(0), value(state)));
    }

    assertThat(drained.merged(other).value(KEYS.get(0)))
        .isIn(value("draining"), value("disabled"), value("stopped"));
  }
}
