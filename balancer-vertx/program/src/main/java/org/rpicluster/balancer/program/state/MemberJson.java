package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonObject;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;

/** A member's settings in the state file. Stateless; any thread. */
final class MemberJson {

  private MemberJson() {}

  static JsonObject of(Member member) {
    return new JsonObject()
        .put("id", member.id())
        .put("url", member.url().toString())
        .put("weight", member.weight().value())
        .put("set", member.set())
        .put("role", Fields.word(member.role()))
        .put("state", Fields.word(member.state()))
        .put("route", member.route())
        .put("redirect", member.redirect())
        .put("maxInFlight", member.maxInFlight())
        .put("probePort", member.probePort());
  }

  static Member read(Fields json) {
    return json.made(
        () ->
            Member.at(json.text("url"))
                .id(json.text("id"))
                .weight(json.decimal("weight"))
                .set(json.small("set", 0))
                .role(json.word("role", Role.class))
                .state(json.word("state", AdminState.class))
                .route(json.text("route"))
                .redirect(json.text("redirect"))
                .maxInFlight(json.small("maxInFlight", 0))
                // Files of before there was one have none.
                .probePort(json.has("probePort") ? json.small("probePort", 0) : 0)
                .build());
  }
}
