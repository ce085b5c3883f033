package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.Problems;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.vertx.edit.MemberRules;

/**
 * Reads a file that has nothing but members: a list as {@code members} of a cluster is, or one URL
 * or {@code host:port} a line. All of it must be right, and the last line ended. Stateless.
 */
public final class MemberList {

  private static final String LIST = "a list of URLs or maps";

  private final Source source;
  private final String scheme;
  private final Problems problems = new Problems();
  private final List<Member> members = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private MemberList(Source source, String scheme) {
    this.source = source;
    this.scheme = scheme;
  }

  /**
   * The members in a file.
   *
   * @param scheme of those that are written without one: {@code http}
   * @throws org.rpicluster.balancer.program.config.ConfigurationException if anything is wrong in
   *     it
   */
  public static List<Member> read(Source source, String scheme) {
    MemberList list = new MemberList(source, scheme);
    list.read();
    list.problems.throwIfAny();
    return list.members;
  }

  private void read() {
    List<String> lines = source.text().lines().toList();
    if (!source.text().endsWith("\n")) {
      int last = Math.max(1, lines.size());
      String expected = "a line break at its end; without it, it may be half-written";
      problems.add(source.at(last, 1), Check.message("line", "not ended", expected));
    } else if (lines.stream().map(String::strip).filter(MemberList::says).allMatch(this::isBare)) {
      for (int i = 0; i < lines.size(); i++) {
        line(i + 1, lines.get(i).strip());
      }
    } else {
      new YamlDocument(source, problems)
          .root()
          .map(root -> root.named("members").list(LIST))
          .ifPresent(items -> items.forEach(this::item));
    }
  }

  private static boolean says(String line) {
    return !line.isEmpty() && line.charAt(0) != '#';
  }

  private boolean isBare(String line) {
    return Character.isLetterOrDigit(line.charAt(0)) || line.matches("\\[[0-9a-fA-F:]+]:\\d+");
  }

  private void line(int number, String line) {
    if (!says(line)) {
      return;
    }
    try {
      add(MemberRules.at(line.contains("://") ? line : scheme + "://" + line))
          .ifPresent(wrong -> problems.add(source.at(number, 1), wrong));
    } catch (IllegalArgumentException e) {
      problems.add(source.at(number, 1), String.valueOf(e.getMessage()));
    }
  }

  private void item(YamlValue item) {
    MemberBinder.bind(item, false)
        .flatMap(this::add)
        .ifPresent(wrong -> problems.add(source.at(item.line(), 1), wrong));
  }

  private Optional<String> add(Member member) {
    members.add(member);
    boolean isNew = ids.add(member.id());
    return isNew
        ? Optional.empty()
        : Optional.of(Check.message("id", member.id() + " twice", "unique ids"));
  }
}
