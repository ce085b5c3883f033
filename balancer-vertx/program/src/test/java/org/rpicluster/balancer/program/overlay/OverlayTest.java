package org.rpicluster.balancer.program.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.EditRefused.Reason;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

class OverlayTest {

  private static final String C = "c";
  private static final Predicate<String> NONE = id -> false;
  private static final Predicate<String> EVERYBODY = id -> true;
  private static final Member PI1 = pi("pi1", m -> m);
  private static final Member PI2 = pi("pi2", m -> m.weight(2));

  private final List<String> news = new ArrayList<>();
  private ClusterSettings file = file(PI1, PI2);
  private Overlay overlay = Overlay.NONE;

  @Test
  void change_ofSomeSettings_leavesTheOthersToTheConfiguration() {
    make(change("pi2", pi("x", m -> m.weight(5).set(7)), MemberSetting.WEIGHT));

    assertThat(members()).containsExactly(PI1, pi("pi2", m -> m.weight(5)));
    reload(file(PI1, pi("pi2", m -> m.weight(2).route("r"))));
    assertThat(members()).containsExactly(PI1, pi("pi2", m -> m.weight(5).route("r")));
    assertThat(news).isEmpty();
  }

  @Test
  void change_ofASettingThatTheConfigurationChangesLater_isOvertaken() {
    make(change("pi2", pi("x", m -> m.weight(5).set(7)), MemberSetting.WEIGHT, MemberSetting.SET));
    reload(file(PI1, pi("pi2", m -> m.weight(3))));

    assertThat(members()).containsExactly(PI1, pi("pi2", m -> m.weight(3).set(7)));
    assertThat(news)
        .containsExactly(
            "cluster c: pi2: the configuration has another weight now, which overtakes the edit");
  }

  @Test
  void change_backToWhatTheConfigurationSays_isForgotten() {
    make(change("pi2", pi("x", m -> m.weight(5)), MemberSetting.WEIGHT));
    make(change("pi2", pi("x", m -> m.weight(2)), MemberSetting.WEIGHT));

    assertThat(overlay).isEqualTo(Overlay.NONE);
  }

  @Test
  void change_afterChange_keepsBoth() {
    make(change("pi2", pi("x", m -> m.weight(5)), MemberSetting.WEIGHT));
    make(change("pi2", pi("x", m -> m.state(AdminState.DISABLED)), MemberSetting.STATE));

    Member both = pi("pi2", m -> m.weight(5).state(AdminState.DISABLED));
    assertThat(members()).containsExactly(PI1, both);
  }

  @Test
  void change_thatTheConfigurationAdopts_isForgottenAndNoNews() {
    make(change("pi2", pi("x", m -> m.weight(5)), MemberSetting.WEIGHT));
    reload(file(PI1, pi("pi2", m -> m.weight(5))));

    assertThat(overlay).isEqualTo(Overlay.NONE);
    assertThat(members()).containsExactly(PI1, pi("pi2", m -> m.weight(5)));
    assertThat(news).isEmpty();
  }

  @Test
  void change_ofAMemberThatTheConfigurationDrops_isForgotten() {
    make(change("pi2", pi("x", m -> m.weight(5)), MemberSetting.WEIGHT));
    reload(file(PI1));
    reload(file(PI1, PI2));

    assertThat(members()).containsExactly(PI1, PI2);
    assertThat(news)
        .containsExactly(
            "cluster c: pi2: is not in the configuration any more, and its edit is forgotten");
  }

  @Test
  void add_survivesReloads_behindTheConfigured_untilTheConfigurationHasIt() {
    make(new Edit.AddMember(C, pi("pi3", m -> m)));
    make(change("pi3", pi("x", m -> m.weight(9)), MemberSetting.WEIGHT));
    reload(file(PI2, PI1));
    assertThat(members()).containsExactly(PI2, PI1, pi("pi3", m -> m.weight(9)));

    reload(file(pi("pi3", m -> m.weight(4)), PI1));
    assertThat(members()).containsExactly(pi("pi3", m -> m.weight(4)), PI1);
    assertThat(overlay).isEqualTo(Overlay.NONE);
  }

  @Test
  void remove_survivesReloads_asLongAsTheConfigurationHasTheId() {
    make(new Edit.RemoveMember(C, "pi2"));
    reload(file(PI1, pi("pi2", m -> m.weight(50))));
    assertThat(members()).containsExactly(PI1);

    reload(file(PI1));
    reload(file(PI1, PI2));
    assertThat(members()).containsExactly(PI1, PI2);
  }

  @Test
  void remove_ofOneWithRequestsInFlight_drainsIt_andASecondTimeLetsItGo() {
    make(new Edit.RemoveMember(C, "pi1"), EVERYBODY);
    assertThat(overlay.of(C).membersOf(file, EVERYBODY))
        .containsExactly(pi("pi1", m -> m.state(AdminState.DRAINING)), PI2);
    assertThat(members()).containsExactly(PI2);

    make(new Edit.RemoveMember(C, "pi1"), EVERYBODY);
    assertThat(overlay.of(C).membersOf(file, EVERYBODY)).containsExactly(PI2);
  }

  @Test
  void remove_ofAnAddedOne_leavesNothingBehind() {
    make(new Edit.AddMember(C, pi("pi3", m -> m)));
    make(new Edit.RemoveMember(C, "pi3"));
    make(new Edit.AddMember(C, pi("pi4", m -> m)));
    make(new Edit.RemoveMember(C, "pi4"));

    assertThat(overlay.of(C).members()).containsOnlyKeys("pi4");
  }

  @Test
  void add_ofOneThatWasRemoved_putsItInItsOldPlace() {
    make(new Edit.RemoveMember(C, "pi1"));
    make(new Edit.AddMember(C, pi("pi1", m -> m.weight(8))));
    assertThat(members()).containsExactly(pi("pi1", m -> m.weight(8)), PI2);
    reload(file);
    assertThat(members()).containsExactly(pi("pi1", m -> m.weight(8)), PI2);

    reload(file(pi("pi1", m -> m.weight(3)), PI2));
    assertThat(members()).containsExactly(pi("pi1", m -> m.weight(3)), PI2);
  }

  @Test
  void add_ofOneThatWasRemovedAndIsConfiguredTheSame_isNoEditAnyMore() {
    make(new Edit.RemoveMember(C, "pi1"));
    make(new Edit.AddMember(C, PI1));

    assertThat(overlay).isEqualTo(Overlay.NONE);
  }

  @Test
  void reload_thatWouldLeaveNobody_bringsTheRemovedBack() {
    make(change("pi1", pi("x", m -> m.weight(7)), MemberSetting.WEIGHT));
    make(new Edit.RemoveMember(C, "pi2"));
    reload(file(PI2));

    assertThat(members()).containsExactly(PI2);
    assertThat(news)
        .contains("cluster c: no member would be left: those that were removed are back");
  }

  @Test
  void strategy_survivesReloads_untilTheConfigurationHasAnother() {
    StrategySettings edited = new StrategySettings("peak-ewma", Map.of("decay", "5s"));
    make(new Edit.ChangeStrategy(C, edited.name(), edited.options()));
    reload(file(PI1));
    assertThat(overlay.of(C).strategyOf(file)).isEqualTo(edited);

    StrategySettings other = new StrategySettings("random", Map.of());
    reload(file.with(other, file.members()));
    assertThat(overlay.of(C).strategyOf(file)).isEqualTo(other);
    assertThat(news).hasSize(1);
  }

  @Test
  void over_aConfigurationWithoutTheCluster_forgetsItsEdits() {
    make(new Edit.RemoveMember(C, "pi2"));
    overlay = overlay.over(List.of(), news::add);

    assertThat(overlay).isEqualTo(Overlay.NONE);
    assertThat(news).hasSize(1);
  }

  @Test
  void edits_thatDoNotGoWithTheCluster_areRefused() {
    assertRefused(new Edit.RecoverMember(C, "x"), Reason.UNKNOWN, "id: x (expected: pi1, pi2)");
    assertRefused(new Edit.RemoveMember(C, "x"), Reason.UNKNOWN, "id: x (expected: pi1, pi2)");
    assertRefused(change("x", PI1), Reason.UNKNOWN, "id: x (expected: pi1, pi2)");
    assertRefused(
        new Edit.AddMember(C, PI1),
        Reason.CONFLICT,
        "id: pi1 (expected: an id that no member has)");
    make(new Edit.RemoveMember(C, "pi2"), EVERYBODY);
    assertRefused(
        new Edit.RemoveMember(C, "pi1"),
        Reason.CONFLICT,
        "members: none (expected: 1 or more: pi1 is the last)");
    assertRefused(
        new Edit.AddMember(C, PI2),
        Reason.CONFLICT,
        "id: pi2 (expected: another id until that one has left)");
    assertRefused(
        change("pi2", PI1), Reason.CONFLICT, "id: pi2 (expected: a member that is not leaving)");
  }

  private void assertRefused(Edit edit, Reason reason, String message) {
    Overlay before = overlay;
    assertThatThrownBy(() -> make(edit, EVERYBODY))
        .isInstanceOfSatisfying(
            EditRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessage(message);
    assertThat(overlay).isEqualTo(before);
  }

  private void make(Edit edit) {
    make(edit, NONE);
  }

  private void make(Edit edit, Predicate<String> lingers) {
    overlay = overlay.with(C, new OverlayUpdate(file, overlay.of(C), lingers).with(edit));
  }

  private void reload(ClusterSettings next) {
    overlay = overlay.over(List.of(next), news::add);
    file = next;
  }

  private List<Member> members() {
    return overlay.of(C).membersOf(file);
  }

  private static Edit change(String id, Member values, MemberSetting... settings) {
    return new Edit.ChangeMember(C, id, new MemberValues(Set.of(settings), values));
  }

  private static Member pi(String id, UnaryOperator<MemberBuilder> settings) {
    return settings.apply(Member.at("http://" + id).id(id)).build();
  }

  private static ClusterSettings file(Member... members) {
    return ClusterSettings.of(C, List.of(members));
  }
}
