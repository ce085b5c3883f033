package org.rpicluster.balancer.vertx.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;

/** The settings of a member that may be changed while it serves, by the names that users write. */
public enum MemberSetting {
  /** Its share of the work. */
  WEIGHT("weight", Member::weight, MemberBuilder::weight),
  /** Members with the lowest usable set serve first. */
  SET("set", Member::set, MemberBuilder::set),
  /** When it takes part. */
  ROLE("role", Member::role, MemberBuilder::role),
  /** What the operator wants. */
  STATE("state", Member::state, MemberBuilder::state),
  /** The text in a cookie or URL that names it. */
  ROUTE("route", Member::route, MemberBuilder::route),
  /** The route to use while it cannot serve. */
  REDIRECT("redirect", Member::redirect, MemberBuilder::redirect),
  /** The most requests at one time. */
  MAX_IN_FLIGHT("maxInFlight", Member::maxInFlight, MemberBuilder::maxInFlight);

  private final String name;
  private final Function<Member, ?> of;
  private final BiFunction<MemberBuilder, Member, MemberBuilder> copy;

  <T> MemberSetting(
      String name, Function<Member, T> of, BiFunction<MemberBuilder, T, MemberBuilder> onto) {
    this.name = name;
    this.of = of;
    this.copy = (builder, from) -> onto.apply(builder, of.apply(from));
  }

  /** The setting with this name. */
  public static Optional<MemberSetting> named(String name) {
    return Arrays.stream(values()).filter(setting -> setting.name.equals(name)).findFirst();
  }

  /** Every name, in their order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(MemberSetting::toString).toList();
  }

  /** Whether two members have the same. */
  public boolean isSame(Member one, Member other) {
    return of.apply(one).equals(of.apply(other));
  }

  /** A member with this setting of another one. */
  public Member copy(Member from, Member onto) {
    return copy.apply(onto.but(), from).build();
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name;
  }
}
