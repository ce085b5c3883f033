package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessRules.Section;
import org.rpicluster.balancer.vertx.access.ExpressionHolds;
import org.rpicluster.balancer.vertx.access.Requirement;

/**
 * The conditions of {@code <If>}, {@code <ElseIf>} and {@code <Else>} on who gets in: each is asked
 * only if none before it holds, and after all other sections. For one thread and one server.
 * Apache's {@code ap_if_walk}.
 */
final class AccessConditions {

  private final AccessReader reader;
  private final Fates fates;
  private final List<Section> sections = new ArrayList<>();

  AccessConditions(AccessReader reader, Fates fates) {
    this.reader = reader;
    this.fates = fates;
  }

  /** Reads those among some directives. */
  void read(List<Directive> directives, SectionScope within) {
    List<String> before = new ArrayList<>();
    for (Directive section : directives) {
      if (SectionCondition.isCondition(section)) {
        if (section.is("<if")) {
          before.clear();
        }
        read(section, within, before);
        before.add(String.join(" ", section.arguments()));
      }
    }
  }

  private void read(Directive section, SectionScope within, List<String> before) {
    AccessReader.Rules rules = reader.read(section);
    if (rules.isEmpty()) {
      return;
    }
    List<Requirement> all = new ArrayList<>();
    try {
      before.forEach(earlier -> all.add(Requirements.none(List.of(ExpressionHolds.of(earlier)))));
      if (!section.is("<else")) {
        all.add(ExpressionHolds.of(String.join(" ", section.arguments())));
      }
      sections.add(new Section(new SectionScope.Under(within, Requirements.all(all)), rules));
    } catch (IllegalArgumentException e) {
      fates.stops(section, String.valueOf(e.getMessage()));
    }
  }

  /** The sections, in the order in which they are merged. */
  List<Section> sections() {
    return sections;
  }

  /** Access that hangs on a condition in a section where that is not carried out. */
  static void stopWithin(Directive section, AccessReader reader, Fates fates) {
    for (Directive child : section.children()) {
      if (SectionCondition.isCondition(child) && !reader.read(child).isEmpty()) {
        fates.stops(child, "access under a condition is not carried out in " + section.shown());
      }
    }
  }
}
