package org.rpicluster.balancer.program.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.overlay.OverlayUpdate;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * Random edits, reloads and restarts against a model of the table of rules in {@code
 * docs/configuration.md}: of each setting it knows nothing but who spoke last, and the
 * configuration speaks only where it says something else than before.
 */
class EditsAndConfigurationTest {

  private static final String C = "c";
  private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f");
  private static final List<MemberSetting> SETTINGS =
      List.of(
          MemberSetting.WEIGHT,
          MemberSetting.STATE,
          MemberSetting.ROUTE,
          MemberSetting.MAX_IN_FLIGHT);

  private SplittableRandom random = new SplittableRandom();
  private ClusterSettings configured = settings(StrategySettings.DEFAULT, List.of(member("a")));
  private Overlay overlay = Overlay.NONE;
  private Model model = new Model(configured);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoeverSpokeLast_isRight(long seed) {
    random = new SplittableRandom(seed);
    configured = anyConfiguration();
    model = new Model(configured);
    for (int step = 0; step < 3000; step++) {
      step();
      ClusterOverlay edits = overlay.of(C);
      assertThat(byId(edits.membersOf(configured))).as("step %d", step).isEqualTo(model.members());
      assertThat(edits.strategyOf(configured)).isEqualTo(model.strategy);
    }
  }

  private void step() {
    switch (random.nextInt(10)) {
      case 0 -> reload(configured);
      case 1, 2 -> reload(anyConfiguration());
      case 3 -> overlay = StateText.decode(text()).edits();
      case 4 -> edit(new Edit.ChangeStrategy(C, model.speakStrategy(anyStrategy()), Map.of()));
      case 5 -> remove();
      case 6 -> add();
      default -> change();
    }
  }

  private byte[] text() {
    return StateText.encode(new SavedState(overlay, Map.of(), List.of()));
  }

  private void reload(ClusterSettings next) {
    overlay = overlay.over(List.of(next), news -> {});
    model.reload(configured, next);
    configured = next;
  }

  private void edit(Edit edit) {
    overlay = overlay.with(C, new OverlayUpdate(configured, overlay.of(C), id -> false).with(edit));
  }

  private void remove() {
    if (model.members().size() > 1) {
      String id = any(List.copyOf(model.members().keySet()));
      edit(new Edit.RemoveMember(C, id));
      model.known.get(id).present = false;
    }
  }

  private void add() {
    List<String> free = IDS.stream().filter(id -> !model.members().containsKey(id)).toList();
    if (!free.isEmpty()) {
      Member member = anyMember(any(free));
      edit(new Edit.AddMember(C, member));
      boolean same = configured.members().contains(member);
      model.known.put(member.id(), new Model.Known(member, !same));
    }
  }

  private void change() {
    String id = any(List.copyOf(model.members().keySet()));
    Set<MemberSetting> settings = EnumSet.of(any(SETTINGS), any(SETTINGS));
    MemberValues edit = new MemberValues(settings, anyMember(id));
    edit(new Edit.ChangeMember(C, id, edit));
    Model.Known known = model.known.get(id);
    known.member = edit.on(known.member);
  }

  private ClusterSettings anyConfiguration() {
    Map<String, Member> members = new TreeMap<>(byId(configured.members()));
    String id = any(IDS);
    switch (random.nextInt(4)) {
      case 0 -> members.remove(id);
      case 1 -> members.putIfAbsent(id, anyMember(id));
      default ->
          members.computeIfPresent(id, (any, old) -> any(SETTINGS).copy(anyMember(any), old));
    }
    StrategySettings strategy =
        random.nextInt(5) == 0
            ? new StrategySettings(anyStrategy(), Map.of())
            : configured.strategy();
    return members.isEmpty() ? configured : settings(strategy, List.copyOf(members.values()));
  }

  private String anyStrategy() {
    return any(List.of("byrequests", "bybusyness", "random"));
  }

  /** Few values, so that they often are what they were. */
  private Member anyMember(String id) {
    return member(id)
        .but()
        .weight(random.nextInt(1, 4))
        .state(any(List.of(AdminState.ENABLED, AdminState.DRAINING)))
        .route(any(List.of("", "r")))
        .maxInFlight(random.nextInt(2))
        .probePort(random.nextInt(2))
        .build();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static Member member(String id) {
    return Member.at("http://" + id).id(id).build();
  }

  private static Map<String, Member> byId(List<Member> members) {
    return members.stream().collect(Collectors.toMap(Member::id, m -> m));
  }

  private static ClusterSettings settings(StrategySettings strategy, List<Member> members) {
    return ClusterSettings.of(C, members).with(strategy, members);
  }

  /** Of each member: as it was last spoken of, whether it is there, whose it is. */
  private static final class Model {

    private final Map<String, Known> known = new LinkedHashMap<>();
    private StrategySettings strategy;

    Model(ClusterSettings configured) {
      strategy = configured.strategy();
      configured.members().forEach(member -> known.put(member.id(), new Known(member, false)));
    }

    private static final class Known {
      private Member member;
      private boolean present = true;
      // By an operator: the configuration cannot change a part of it.
      private final boolean added;

      Known(Member member, boolean added) {
        this.member = member;
        this.added = added;
      }
    }

    Map<String, Member> members() {
      Map<String, Member> members = new TreeMap<>();
      known.forEach(
          (id, each) -> {
            if (each.present) {
              members.put(id, each.member);
            }
          });
      return members;
    }

    String speakStrategy(String name) {
      strategy = new StrategySettings(name, Map.of());
      return name;
    }

    void reload(ClusterSettings before, ClusterSettings next) {
      if (!before.strategy().equals(next.strategy())) {
        strategy = next.strategy();
      }
      Map<String, Member> said = byId(before.members());
      Map<String, Member> says = byId(next.members());
      said.keySet().stream().filter(id -> !says.containsKey(id)).forEach(known::remove);
      says.forEach((id, member) -> speak(said.get(id), member));
      if (members().isEmpty()) {
        says.forEach((id, member) -> known.put(id, new Known(member, false)));
      }
    }

    private void speak(Member said, Member says) {
      Known each = known.get(says.id());
      if (said == null) {
        known.put(says.id(), new Known(says, false));
      } else if (each.added && each.present) {
        if (!said.equals(says)) {
          known.put(says.id(), new Known(says, false));
        }
      } else {
        List<MemberSetting> spoken = new ArrayList<>(SETTINGS);
        spoken.removeIf(setting -> setting.isSame(said, says));
        spoken.forEach(setting -> each.member = setting.copy(says, each.member));
      }
    }
  }
}
