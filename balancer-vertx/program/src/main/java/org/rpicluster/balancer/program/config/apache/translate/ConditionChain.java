package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * {@code <If>}, {@code <ElseIf>} and {@code <Else>} one after the other: each is for requests that
 * none before it had. Stateless. Apache's {@code ap_if_walk}.
 */
final class ConditionChain {

  private ConditionChain() {}

  /**
   * One of them.
   *
   * @param section the section
   * @param when its conditions, which must all hold
   */
  record Link(Directive section, List<Condition> when) {}

  /**
   * Those among some lines; one whose expression cannot be carried out, and what follows it, is
   * left out: another stage says so.
   *
   * @param around the conditions of the section that they stand in
   */
  static List<Link> of(List<Directive> directives, List<Condition> around) {
    List<Link> links = new ArrayList<>();
    List<Condition> before = new ArrayList<>();
    boolean isKnown = true;
    for (Directive section : directives) {
      if (!SectionCondition.isCondition(section)) {
        continue;
      }
      if (section.is("<if")) {
        before.clear();
        isKnown = true;
      }
      try {
        List<Condition> when = new ArrayList<>(around);
        when.addAll(before);
        String text = String.join(" ", section.arguments());
        if (!section.is("<else")) {
          when.add(Condition.of("expr=" + text));
          before.add(Condition.of("expr=!(" + text + ")"));
        }
        if (isKnown && !when.isEmpty()) {
          links.add(new Link(section, when));
        }
      } catch (IllegalArgumentException e) {
        isKnown = false;
      }
    }
    return links;
  }
}
