package org.rpicluster.balancer.vertx.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Role;

/**
 * The settings of a member, by the names that users write: the table's rows of {@link Member}. The
 * configuration, the manager's JSON, the state file and the log go through them; what a value may
 * be beyond its kind, {@link Member} checks. Immutable.
 */
public enum MemberSetting {
  /** Its share of the work. */
  WEIGHT(
      "weight",
      ValueTypes.decimal(new Bounds(1, OptionalLong.of(100), 2)).called("1 to 100, two decimals"),
      "1",
      member -> member.weight().value(),
      (builder, weight) -> builder.weight(weight),
      "its share of the work"),
  /** Members with the lowest usable set serve first. */
  SET(
      "set",
      ValueTypes.whole(0, 99),
      "0",
      Member::set,
      MemberBuilder::set,
      "the lowest set that has a usable member serves"),
  /** When it takes part. */
  ROLE(
      "role",
      ValueTypes.words(Role.class),
      "active",
      Member::role,
      MemberBuilder::role,
      "a spare replaces one lost active member of its set"),
  /** What the operator wants. */
  STATE(
      "state",
      ValueTypes.words(AdminState.class),
      "enabled",
      Member::state,
      MemberBuilder::state,
      "what the operator wants"),
  /** The text in a cookie or URL that names it. */
  ROUTE(
      "route",
      ValueTypes.text("a route").called("text, 128 characters at most"),
      "its `id`, or a number if that is no plain word",
      Member::route,
      MemberBuilder::route,
      "the text in a cookie or URL that names it"),
  /** The route to use while it cannot serve. */
  REDIRECT(
      "redirect",
      ValueTypes.text("the route of another member").called("text, 128 characters at most"),
      "empty",
      Member::redirect,
      MemberBuilder::redirect,
      "the route to use while it cannot serve"),
  /** The most requests at one time. */
  MAX_IN_FLIGHT(
      "maxInFlight",
      ValueTypes.whole(0, Integer.MAX_VALUE),
      "0",
      Member::maxInFlight,
      MemberBuilder::maxInFlight,
      "the most requests at one time; 0 is no limit"),
  /** The port at which it is probed; the file has it as {@code probe: {port: …}}. */
  PROBE_PORT(
      "probePort",
      ValueTypes.whole(0, Integer.MAX_VALUE).called("map"),
      "the cluster's [`probe`](#probe-active-checks-of-members)",
      Member::probePort,
      MemberBuilder::probePort,
      "how this member is probed");

  /** Those that an operator may change while the program runs. */
  public static final List<MemberSetting> EDITABLE =
      Arrays.stream(values()).filter(setting -> setting != PROBE_PORT).toList();

  /** What makes it this member, and no other. */
  private static final List<Part> NAMES =
      List.of(
          new Part("id", "text", "`host:port`", "unique in its cluster"),
          new Part(
              "url",
              "`http://`, `https://`, `h2c://` or `h2://host[:port]`, or `unix:/path`",
              Part.REQUIRED,
              "no path, no user info"));

  private final Setting<Member, ?> row;

  <T> MemberSetting(
      String key,
      ValueType<T> kind,
      String byDefault,
      Function<Member, T> get,
      BiFunction<MemberBuilder, T, MemberBuilder> set,
      String meaning) {
    row =
        new Setting<>(
            key,
            kind,
            byDefault,
            get,
            (member, value) -> set.apply(member.but(), value).build(),
            meaning);
  }

  /** The row: its kind, its default, how it is read and set. */
  public Setting<Member, ?> row() {
    return row;
  }

  /** Every key of a member in a file, where the port of its probe stands in a map. */
  public static List<TableRow> keys() {
    Setting<Member, ?> port = PROBE_PORT.row;
    Part probe = new Part("probe", port.type(), port.shownDefault(), port.meaning());
    List<Setting<Member, ?>> rows = new ArrayList<>();
    EDITABLE.forEach(setting -> rows.add(setting.row));
    return TableRow.all(NAMES, rows, List.of(probe));
  }

  /** The editable setting with this name. */
  public static Optional<MemberSetting> named(String name) {
    return EDITABLE.stream().filter(setting -> setting.row.key().equals(name)).findFirst();
  }

  /** The name of every editable setting, in their order. */
  public static List<String> names() {
    return EDITABLE.stream().map(MemberSetting::toString).toList();
  }

  /** Whether two members have the same. */
  public boolean isSame(Member one, Member other) {
    return row.isSame(one, other);
  }

  /** A member with this setting of another one. */
  public Member copy(Member from, Member onto) {
    return row.copy(from, onto);
  }

  /** As users write it. */
  @Override
  public String toString() {
    return row.key();
  }
}
