package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

class FormEditsTest {

  private static SubmittedForm form(String body) {
    return SubmittedForm.of(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void member_isChanged_whereTheFormSaysSomethingElseThanItsPage() {
    Edit.ChangeMember edit =
        (Edit.ChangeMember)
            FormEdits.ofMember(
                    "c", "pi1", form("weight=2.5&was.weight=1&set=0&was.set=0&route=+a%21b"))
                .orElseThrow();

    assertThat(edit.edit().settings())
        .containsExactlyInAnyOrder(MemberSetting.WEIGHT, MemberSetting.ROUTE);
    assertThat(edit.edit().values().weight().value()).isEqualTo(2.5);
    assertThat(edit.edit().values().route()).isEqualTo("a!b");
  }

  @Test
  void member_isLeftAlone_byAFormThatSaysNothingNew() {
    assertThat(FormEdits.ofMember("c", "pi1", form("do=change&weight=1&was.weight=1"))).isEmpty();
  }

  @Test
  void button_ofARow_isAnEdit() {
    Edit.ChangeMember edit =
        (Edit.ChangeMember)
            FormEdits.ofMember("c", "pi1", form("nonce=x&state=draining")).orElseThrow();

    assertThat(edit.edit().values().state()).isEqualTo(AdminState.DRAINING);
  }

  @Test
  void value_outOfItsRange_isRefused_inTheWordsOfTheApi() {
    assertThatThrownBy(() -> FormEdits.ofMember("c", "pi1", form("weight=0.5&was.weight=1")))
        .hasMessage("weight: 0.5 (expected: 1 to 100)");
    assertThatThrownBy(() -> FormEdits.ofMember("c", "pi1", form("set=many")))
        .hasMessage("set: many (expected: 0 to 99)");
    assertThatThrownBy(() -> FormEdits.ofMember("c", "pi1", form("do=explode")))
        .hasMessage("do: explode (expected: change, recover, remove, reset)");
  }

  @Test
  void field_thatComesTwice_isRefused() {
    assertThatThrownBy(() -> form("state=enabled&state=stopped"))
        .hasMessage("state: twice (expected: each field once)");
  }

  @Test
  void strategy_isChosen_withItsOptions() {
    Edit edit = FormEdits.ofCluster("c", form("do=strategy&strategy=peak-ewma&options=decay%3D5s"));

    assertThat(edit).isEqualTo(new Edit.ChangeStrategy("c", "peak-ewma", Map.of("decay", "5s")));
  }

  @Test
  void member_isAdded_asTheFormSays() {
    Edit.AddMember edit =
        (Edit.AddMember)
            FormEdits.ofCluster(
                "c",
                form("do=add&url=http://192.168.0.7:80&id=&weight=2&was.weight=1&state=disabled"));

    assertThat(edit.member().id()).isEqualTo("192.168.0.7:80");
    assertThat(edit.member().state()).isEqualTo(AdminState.DISABLED);
    assertThat(edit.member().weight().value()).isEqualTo(2);
  }
}
