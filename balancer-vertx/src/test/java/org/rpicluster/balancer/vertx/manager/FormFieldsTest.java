package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** The fields of the page's forms say what the table of settings says. */
class FormFieldsTest {

  @Test
  void numbers_areHeldToTheRangesOfTheTable() {
    assertThat(FormFields.settings(Member.of("http://pi1")).text())
        .contains("type=\"number\" min=\"1\" max=\"100\" step=\"0.01\" required")
        .contains("type=\"number\" min=\"0\" max=\"99\" required")
        .contains("type=\"number\" min=\"0\" required");
  }

  @Test
  void everySetting_hasAField_withItsLabelAndItsMeaning() {
    String fields = FormFields.settings(Member.of("http://pi1")).text();

    for (MemberSetting setting : MemberSetting.EDITABLE) {
      assertThat(fields)
          .contains("<label title=\"" + setting.row().hint() + "\"><span>" + setting.row().label())
          .contains("name=\"" + setting + "\"");
    }
    assertThat(fields).contains("<span>Max in flight ").doesNotContain("`");
  }
}
