package org.rpicluster.balancer.vertx.manager;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.settings.Bounds;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.TableRow;

/**
 * The fields of the page's forms, by the table of settings; each with what it says now, so that
 * only what an operator has changed is an edit. Stateless; any thread.
 */
final class FormFields {

  private static final Markup TEXT =
      new Markup("maxlength=\"128\" autocomplete=\"off\" spellcheck=\"false\"");

  private static final TableRow STRATEGY =
      new Part("strategy", "name", Part.REQUIRED, "how a member is chosen");

  private FormFields() {}

  /** The states that a member may have, with what each means. */
  static Markup states(MemberView view) {
    Member member = view.candidate().member();
    Markup list =
        Arrays.stream(AdminState.values())
            .map(state -> state(state, state == member.state()))
            .collect(Markup.joining());
    return PageTemplate.fill(
        "states",
        "note",
        note(view, MemberSetting.STATE),
        "state",
        word(member.state()),
        "list",
        list);
  }

  private static Markup state(AdminState state, boolean checked) {
    String meaning =
        switch (state) {
          case ENABLED -> "takes its share";
          case DRAINING -> "keeps its sessions, gets no new ones";
          case DISABLED -> "gets nothing, finishes what it has";
          case STOPPED -> "gets nothing, and is not probed";
        };
    return PageTemplate.fill(
        "state", "state", word(state), "meaning", meaning, "checked", checked ? " checked" : "");
  }

  /** Every other setting. */
  static Markup settings(MemberView view) {
    return MemberSetting.EDITABLE.stream()
        .filter(setting -> setting != MemberSetting.STATE)
        .map(setting -> field(setting, view.candidate().member(), note(view, setting)))
        .collect(Markup.joining());
  }

  /** For a member that is not there yet. */
  static Markup settings(Member member) {
    return MemberSetting.EDITABLE.stream()
        .map(setting -> field(setting, member, Markup.NONE))
        .collect(Markup.joining());
  }

  private static Markup field(MemberSetting setting, Member member, Markup note) {
    String value = setting.row().json(member).toString();
    if (setting == MemberSetting.ROLE) {
      return choice(setting.row(), note, value, words(Role.values()));
    } else if (setting == MemberSetting.STATE) {
      return choice(setting.row(), note, value, words(AdminState.values()));
    }
    return PageTemplate.fill(
        "field",
        "label",
        setting.row().label(),
        "meaning",
        setting.row().hint(),
        "note",
        note,
        "name",
        setting,
        "value",
        value,
        "kind",
        setting.row().kind().bounds().map(FormFields::number).orElse(TEXT));
  }

  /** A browser holds its user to the same range as the table of settings. */
  private static Markup number(Bounds bounds) {
    String max = bounds.max().isPresent() ? " max=\"" + bounds.max().getAsLong() + "\"" : "";
    String step =
        bounds.decimals() == 0 ? "" : " step=\"" + BigDecimal.valueOf(1, bounds.decimals()) + "\"";
    return new Markup("type=\"number\" min=\"" + bounds.min() + "\"" + max + step + " required");
  }

  /** The strategies that there are. */
  static Markup strategies(String now) {
    return choice(STRATEGY, Markup.NONE, now, Strategies.names());
  }

  private static Markup choice(TableRow row, Markup note, String value, List<String> words) {
    Markup options =
        words.stream()
            .map(
                word ->
                    PageTemplate.fill(
                        "option",
                        "value",
                        word,
                        "text",
                        word,
                        "selected",
                        word.equals(value) ? " selected" : ""))
            .collect(Markup.joining());
    return PageTemplate.fill(
        "choice",
        "label",
        row.label(),
        "meaning",
        row.hint(),
        "note",
        note,
        "name",
        row.key(),
        "value",
        value,
        "options",
        options);
  }

  /** What the file says, where that is something else. */
  private static Markup note(MemberView view, MemberSetting setting) {
    return view.difference()
        .filter(difference -> difference.settings().contains(setting))
        .flatMap(MemberDifference::configured)
        .map(file -> PageTemplate.fill("note", "value", shown(setting.row().json(file))))
        .orElse(Markup.NONE);
  }

  private static Object shown(Object value) {
    return value.equals("") ? "none" : value;
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(FormFields::word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
