package org.rpicluster.balancer.program;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** The differences between two versions of a member, for the log. Stateless. */
final class MemberChange {

  private static final List<Value> VALUES =
      Stream.concat(
              Stream.of(new Value("url", member -> member.url().toString())),
              Arrays.stream(MemberSetting.values())
                  .map(s -> new Value(s.toString(), member -> s.row().json(member).toString())))
          .toList();

  private MemberChange() {}

  /** The name of a value, and how it is written. */
  private record Value(String name, Function<Member, String> writer) {

    String of(Member member) {
      String text = writer.apply(member);
      return text.isEmpty() ? "none" : text;
    }
  }

  /** The settings that differ, each with both values: {@code weight from 1 to 5}. */
  static String between(Member from, Member to) {
    return differing(from, to)
        .map(value -> value.name() + " from " + value.of(from) + " to " + value.of(to))
        .collect(Collectors.joining(", "));
  }

  /** The settings that differ, each with the second value: {@code weight 5}. */
  static String besides(Member from, Member to) {
    return differing(from, to)
        .map(value -> value.name() + " " + value.of(to))
        .collect(Collectors.joining(", "));
  }

  private static Stream<Value> differing(Member from, Member to) {
    return VALUES.stream().filter(value -> !value.of(from).equals(value.of(to)));
  }
}
