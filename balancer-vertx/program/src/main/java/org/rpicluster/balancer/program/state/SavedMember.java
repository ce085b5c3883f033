package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** A member's settings in the state file. Stateless; any thread. */
final class SavedMember {

  private SavedMember() {}

  static JsonObject of(Member member) {
    JsonObject json = new JsonObject().put("id", member.id()).put("url", member.url().toString());
    for (MemberSetting setting : MemberSetting.values()) {
      json.put(setting.toString(), setting.row().json(member));
    }
    return json;
  }

  static Member read(StateFields json) {
    Member member = json.made(() -> Member.at(json.text("url")).id(json.text("id")).build());
    for (MemberSetting setting : MemberSetting.values()) {
      // Files of before there was one have no port for probes.
      if (setting != MemberSetting.PROBE_PORT || json.has(setting.toString())) {
        member = json.with(setting.row(), member);
      }
    }
    return member;
  }
}
