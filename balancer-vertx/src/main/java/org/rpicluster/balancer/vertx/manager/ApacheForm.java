package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.MemberJson;
import org.rpicluster.balancer.vertx.edit.StrategyJson;

/**
 * The edits that a form of Apache's manager asks for: {@code b} names a balancer and {@code w} a
 * worker of it, the other fields what is to change. They become what the same edit has in JSON, and
 * are held to its bounds; where httpd passes over a field, this one says what is wrong. O(members);
 * for one form. mod_proxy_balancer's {@code balancer_process_balancer_worker}.
 */
final class ApacheForm {

  private static final String SCHEME = "balancer://";

  /** Those that have no counterpart here, and may say what is so anyway. */
  private static final Set<String> NEEDLESS =
      Set.of(
          "w_status_I",
          "w_status_C",
          "w_hm",
          "w_hi",
          "w_hp",
          "w_hf",
          "w_hu",
          "w_he",
          "b_tmo",
          "b_max",
          "b_sforce",
          "b_ss");

  /** And what a form brings besides. */
  private static final Set<String> KNOWN =
      Set.of(
          "b",
          "w",
          "nonce",
          "xml",
          "w_lf",
          "w_ls",
          "w_wr",
          "w_rr",
          "w_status_N",
          "w_status_D",
          "w_status_S",
          "w_status_H",
          "w_status_R",
          "b_lbm",
          "b_nwrkr",
          "b_wyes");

  private final SubmittedForm form;
  private final Balancer balancer;

  /**
   * A form.
   *
   * @throws IllegalArgumentException naming a field that cannot be had
   * @throws EditRefused if there is no such balancer
   */
  ApacheForm(SubmittedForm form, List<Balancer> balancers) {
    this.form = form;
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      String name = field.getKey();
      String value = field.getValue();
      boolean idle = NEEDLESS.contains(name) && (value.isEmpty() || value.equals("0"));
      Check.argument(
          idle || KNOWN.contains(name), name, value, "a field that has a counterpart here");
    }
    balancer = named(form.get("b"), balancers);
  }

  private static Balancer named(String text, List<Balancer> balancers) {
    String name = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    return balancers.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "b",
                    text,
                    balancers.stream().map(Balancer::name).collect(Collectors.joining(", "))));
  }

  private static EditRefused unknown(String field, String value, String known) {
    return new EditRefused(EditRefused.Reason.UNKNOWN, Check.message(field, value, known));
  }

  /** What is to be done, in order; nothing where it is so already. */
  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    if (form.fields().containsKey("w")) {
      Member member = worker(form.get("w"));
      JsonObject change = change(member);
      if (!change.isEmpty()) {
        edits.add(new Edit.ChangeMember(balancer.name(), member.id(), MemberJson.edit(change)));
      }
    }
    strategy().ifPresent(edits::add);
    added().ifPresent(edits::add);
    return edits;
  }

  /** As Apache has it by its URL; or by its id. */
  private Member worker(String text) {
    List<Member> members =
        balancer.candidates().members().stream().map(each -> each.member()).toList();
    return members.stream()
        .filter(member -> member.id().equals(text) || member.url().toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "w",
                    text,
                    members.stream()
                        .map(m -> m.url().toString())
                        .collect(Collectors.joining(", "))));
  }

  private JsonObject change(Member member) {
    JsonObject json = new JsonObject();
    number("w_lf", "weight", json);
    number("w_ls", "set", json);
    text("w_wr", "route", json);
    text("w_rr", "redirect", json);
    AdminState state = state(member.state());
    if (state != member.state()) {
      json.put("state", word(state));
    }
    Role role = role(member.role());
    if (role != member.role()) {
      json.put("role", word(role));
    }
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void number(String field, String setting, JsonObject json) {
    if (form.fields().containsKey(field)) {
      json.put(setting, FormEdits.number(form.get(field)));
    }
  }

  private void text(String field, String setting, JsonObject json) {
    if (form.fields().containsKey(field)) {
      json.put(setting, form.get(field));
    }
  }

  /** Apache's are three marks, of which the strongest counts. */
  private AdminState state(AdminState now) {
    boolean stopped = mark("w_status_S", now == AdminState.STOPPED);
    boolean disabled = mark("w_status_D", now == AdminState.DISABLED);
    boolean draining = mark("w_status_N", now == AdminState.DRAINING);
    AdminState weak = draining ? AdminState.DRAINING : AdminState.ENABLED;
    return stopped ? AdminState.STOPPED : disabled ? AdminState.DISABLED : weak;
  }

  private Role role(Role now) {
    boolean spare = mark("w_status_R", now == Role.SPARE);
    boolean standby = mark("w_status_H", now == Role.STANDBY);
    return spare ? Role.SPARE : standby ? Role.STANDBY : Role.ACTIVE;
  }

  private boolean mark(String field, boolean now) {
    if (!form.fields().containsKey(field)) {
      return now;
    }
    String value = form.get(field);
    Check.argument(value.equals("0") || value.equals("1"), field, value, "0, 1");
    return value.equals("1");
  }

  private Optional<Edit> strategy() {
    String name = form.get("b_lbm");
    boolean other = !name.isEmpty() && !name.equals(balancer.strategy().name());
    return other
        ? Optional.of(StrategyJson.edit(balancer.name(), new JsonObject().put("strategy", name)))
        : Optional.empty();
  }

  /** Disabled, as Apache does it: what is to serve is enabled then. */
  private Optional<Edit> added() {
    String url = form.get("b_nwrkr");
    if (url.isEmpty() || !mark("b_wyes", false)) {
      return Optional.empty();
    }
    JsonObject json = new JsonObject().put("url", url).put("state", word(AdminState.DISABLED));
    return Optional.of(new Edit.AddMember(balancer.name(), MemberJson.member(json)));
  }
}
