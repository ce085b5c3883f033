package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.MemberJson;
import org.rpicluster.balancer.vertx.edit.StrategyJson;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.TextScalar;

/**
 * The edits that the page's forms ask for. A form is turned into what the same edit has in JSON,
 * and read by the same readers: so both are held to the same bounds, in the same words. Stateless;
 * any thread.
 */
final class FormEdits {

  private static final Member ANY = Member.of("http://unknown");

  private FormEdits() {}

  /**
   * The edit of a cluster.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Edit ofCluster(String cluster, SubmittedForm form) {
    return switch (form.get("do")) {
      case "strategy" -> StrategyJson.edit(cluster, strategy(form));
      case "add" -> new Edit.AddMember(cluster, MemberJson.member(added(form)));
      case "reset" -> new Edit.ResetCluster(cluster);
      default -> throw unknown(form, "strategy, add, reset");
    };
  }

  /**
   * The edit of a member.
   *
   * @return nothing if the form says what its page said
   * @throws IllegalArgumentException naming what is wrong
   */
  static Optional<Edit> ofMember(String cluster, String id, SubmittedForm form) {
    return switch (form.get("do")) {
      case "", "change" -> changed(form).map(json -> change(cluster, id, json));
      case "recover" -> Optional.of(new Edit.RecoverMember(cluster, id));
      case "remove" -> Optional.of(new Edit.RemoveMember(cluster, id));
      case "reset" -> Optional.of(new Edit.ResetMember(cluster, id));
      default -> throw unknown(form, "change, recover, remove, reset");
    };
  }

  private static IllegalArgumentException unknown(SubmittedForm form, String expected) {
    return new IllegalArgumentException(Check.message("do", form.get("do"), expected));
  }

  private static Edit change(String cluster, String id, JsonObject json) {
    return new Edit.ChangeMember(cluster, id, MemberJson.edit(json));
  }

  private static Optional<JsonObject> changed(SubmittedForm form) {
    JsonObject json = settings(form, form::isChanged);
    return json.isEmpty() ? Optional.empty() : Optional.of(json);
  }

  private static JsonObject added(SubmittedForm form) {
    JsonObject json = settings(form, form::isChanged).put("url", form.get("url"));
    return form.get("id").isEmpty() ? json : json.put("id", form.get("id"));
  }

  private static JsonObject settings(SubmittedForm form, Predicate<String> wanted) {
    JsonObject json = new JsonObject();
    for (MemberSetting setting : MemberSetting.EDITABLE) {
      String name = setting.toString();
      if (wanted.test(name)) {
        json.put(name, value(setting, form.get(name)));
      }
    }
    return json;
  }

  /** As JSON has it: a number where the setting is one, if it looks like one. */
  private static Object value(MemberSetting setting, String text) {
    return setting.row().json(ANY) instanceof Number ? number(text) : text;
  }

  /** As JSON has it, if it looks like one. */
  static Object number(String text) {
    TextScalar scalar = new TextScalar(text);
    if (scalar.asWhole().isPresent()) {
      return scalar.asWhole().getAsInt();
    } else if (scalar.asDecimal().isPresent()) {
      return scalar.asDecimal().getAsDouble();
    }
    return text;
  }

  /** Options are written as {@code decay=5s}, with blanks or commas between them. */
  private static JsonObject strategy(SubmittedForm form) {
    JsonObject strategy = new JsonObject().put("name", form.get("strategy"));
    for (String option : List.of(form.get("options").split("[\\s,]+"))) {
      int mark = option.indexOf('=');
      Check.argument(option.isEmpty() || mark > 0, "options", option, "such as decay=5s");
      if (mark > 0) {
        strategy.put(option.substring(0, mark), option.substring(mark + 1));
      }
    }
    return new JsonObject().put("strategy", strategy);
  }
}
