package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.Place;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;

/** The fates of directives, as the stages note them. For one thread and one configuration. */
final class Fates {

  private final Report report;
  private final DirectiveTable table;
  private final Map<Place, String> idle = new HashMap<>();
  private final Set<Place> refused = new HashSet<>();

  Fates(Report report, DirectiveTable table) {
    this.report = report;
    this.table = table;
  }

  /** Lines of which no stage has said anything. */
  void sayOfTheRest(List<Directive> directives) {
    for (Directive directive : directives) {
      if (!report.hasFate(directive.place())) {
        String why = idle.get(directive.place());
        if (why == null) {
          needsYou(directive, "not carried out yet");
        } else {
          noEffect(directive, why);
        }
      }
      sayOfTheRest(directive.children());
    }
  }

  /** A line that has no effect, unless a stage says later that it is carried out. */
  void idle(Directive directive, String why) {
    idle.put(directive.place(), why);
  }

  void translated(Directive directive) {
    say(directive, Fate.TRANSLATED, "", false);
  }

  void noEffect(Directive directive, String why) {
    say(directive, Fate.NO_EFFECT, why, false);
  }

  void needsYou(Directive directive, String what) {
    say(directive, Fate.NEEDS_YOU, NearestExpected.in(what), false);
  }

  /** The same of what decides where requests go or who gets in. */
  void stops(Directive directive, String what) {
    say(directive, Fate.NEEDS_YOU, NearestExpected.in(what), true);
  }

  /** Whether errors that come now are only counted. */
  boolean saysNoMore() {
    return report.problems().isFull();
  }

  void error(Directive directive, String message) {
    if (!refused.contains(directive.place())) {
      report.error(directive.place(), message);
    }
  }

  /** The same of a line that httpd refuses as a whole: what stages say of it then is no more. */
  void refused(Directive directive, String name, String shown, String expected) {
    wrong(directive, name, shown, expected);
    refused.add(directive.place());
  }

  /** {@code ProxyPass: /x (expected: a URL)}. */
  void wrong(Directive directive, String name, String shown, String expected) {
    error(directive, Check.message(name, shown, expected));
  }

  /** A file that a line names; empty if the system could have none of that name, which is said. */
  Optional<Path> file(Directive directive, String name) {
    try {
      return Optional.of(NamesInLocale.path(directive.shown(), name));
    } catch (IllegalArgumentException e) {
      error(directive, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  void warning(Directive directive, String message) {
    report.warning(directive.place(), message);
  }

  private void say(Directive directive, Fate fate, String why, boolean stops) {
    String name = table.find(directive.key()).map(kind -> kind.shown()).orElseGet(directive::shown);
    report.fate(new LineFate(directive.place(), name, fate, why, stops));
  }
}
