package org.rpicluster.balancer.program;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.member.Member;

/** What differs between two versions of a member, for the log. Stateless. */
final class MemberChange {

  private MemberChange() {}

  /** The settings that differ, each with both values: {@code weight from 1 to 5}. */
  static String between(Member from, Member to) {
    return differing(from, to)
        .map(s -> s.getName() + " from " + shown(s, from) + " to " + shown(s, to))
        .collect(Collectors.joining(", "));
  }

  /** The settings that differ, each with the second value: {@code weight 5}. */
  static String besides(Member from, Member to) {
    return differing(from, to)
        .map(s -> s.getName() + " " + shown(s, to))
        .collect(Collectors.joining(", "));
  }

  private static Stream<RecordComponent> differing(Member from, Member to) {
    return Arrays.stream(Member.class.getRecordComponents())
        .filter(setting -> !value(setting, from).equals(value(setting, to)));
  }

  private static String shown(RecordComponent setting, Member member) {
    Object value = value(setting, member);
    // A state or a role, as users write it.
    String text =
        value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
    return text.isEmpty() ? "none" : text;
  }

  private static Object value(RecordComponent setting, Member member) {
    try {
      return setting.getAccessor().invoke(member);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record without its own accessors", e);
    }
  }
}
