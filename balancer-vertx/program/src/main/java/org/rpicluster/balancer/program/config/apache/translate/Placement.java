package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.table.DirectiveKind;
import org.rpicluster.balancer.program.config.apache.table.DirectiveKind.Where;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;

/**
 * The first stage: each directive has a name that is known and stands where it may; and those whose
 * fate does not hang on what they say have it from here. O(directives). For one thread.
 */
final class Placement {

  /** What switches say that ask for nothing. */
  private static final Set<String> OFF = Set.of("off", "none", "disabled");

  /** Sections whose lines count for some requests. */
  private static final Set<String> FOR_REQUESTS =
      Set.of(
          "<directory",
          "<directorymatch",
          "<files",
          "<filesmatch",
          "<location",
          "<locationmatch",
          "<proxy",
          "<proxymatch",
          "<limit",
          "<limitexcept",
          "<if",
          "<elseif",
          "<else",
          "<requireall",
          "<requireany",
          "<requirenone");

  private static final String VIRTUAL_HOST = "<virtualhost";

  private final DirectiveTable table;
  private final Fates fates;
  private final LineSlips slips;

  Placement(DirectiveTable table, Fates fates) {
    this.table = table;
    this.fates = fates;
    slips = new LineSlips(fates);
  }

  /** Where a line stands. */
  private enum Around {
    MAIN,
    HOST,
    REQUESTS
  }

  void check(List<Directive> directives) {
    directives.forEach(directive -> check(directive, Around.MAIN, ""));
    conditions(directives);
    new RuleSlips(fates, true).check(directives);
  }

  /** What follows a condition needs one before it. */
  private void conditions(List<Directive> directives) {
    boolean has = false;
    for (Directive directive : directives) {
      boolean follows = directive.is("<elseif") || directive.is("<else");
      if (follows && !has) {
        fates.error(directive, directive.shown() + ": alone (expected: <If> before it)");
      }
      has |= directive.is("<if");
      conditions(directive.children());
    }
  }

  private void check(Directive directive, Around around, String section) {
    table
        .find(directive.key())
        .ifPresentOrElse(kind -> check(directive, kind, around, section), () -> unknown(directive));
    Around inner =
        directive.is(VIRTUAL_HOST)
            ? Around.HOST
            : FOR_REQUESTS.contains(directive.key()) ? Around.REQUESTS : around;
    directive.children().forEach(child -> check(child, inner, directive.shown()));
    new RuleSlips(fates, inner == Around.HOST).check(directive.children());
  }

  private void check(Directive directive, DirectiveKind kind, Around around, String section) {
    if (!isAllowed(kind.where(), around)) {
      String shown = section.isEmpty() ? "outside of every section" : "within " + section;
      fates.wrong(directive, kind.shown(), shown, expected(kind.where()));
      return;
    }
    String word = directive.argument(0);
    kind.complaint(word)
        .filter(meant -> kind.complaint(directive.arguments().size()).isEmpty())
        .ifPresent(
            meant ->
                fates.refused(directive, kind.shown(), word.isEmpty() ? "nothing" : word, meant));
    kind.complaint(directive.arguments().size())
        .ifPresentOrElse(
            expected -> miscounted(directive, kind, expected), () -> slips.check(directive));
    switch (kind.treatment()) {
      case NO_EFFECT -> fates.noEffect(directive, kind.why());
      case NEEDS_YOU -> fates.needsYou(directive, kind.why());
      case STOPS -> {
        if (isOff(directive)) {
          fates.noEffect(directive, "it is off here in any case");
        } else {
          fates.stops(directive, kind.why());
        }
      }
      default -> {} // said by the stage that reads it
    }
  }

  private void miscounted(Directive directive, DirectiveKind kind, String expected) {
    String shown = directive.arguments().isEmpty() ? "nothing" : directive.text();
    fates.refused(directive, kind.shown(), shown, expected);
  }

  private static boolean isOff(Directive directive) {
    return directive.arguments().size() == 1
        && OFF.contains(directive.argument(0).toLowerCase(Locale.ROOT));
  }

  private static boolean isAllowed(Where where, Around around) {
    return switch (where) {
      case ANY -> true;
      case MAIN -> around == Around.MAIN;
      case SERVER -> around != Around.REQUESTS;
      case DIRECTORY -> around == Around.REQUESTS;
    };
  }

  private static String expected(Where where) {
    return switch (where) {
      case MAIN -> "outside of every section";
      case SERVER -> "outside of sections but <VirtualHost>";
      default -> "within <Location>, <Directory>, <Proxy> or <Files>";
    };
  }

  /** A section without its brackets, a name with a blank in it, or one that is misspelt. */
  private Optional<String> meant(Directive directive) {
    String key = directive.key();
    String joined = (key + directive.argument(0)).toLowerCase(Locale.ROOT);
    return table
        .find("<" + key)
        .map(DirectiveKind::shown)
        .filter(section -> !table.has(joined))
        .or(() -> table.find(joined).map(DirectiveKind::shown))
        .or(() -> table.nearest(directive.name()));
  }

  private void unknown(Directive directive) {
    if (directive.name().startsWith("//") || directive.name().startsWith(";")) {
      fates.wrong(directive, directive.name(), "unknown", "# before a comment");
      return;
    }
    // A folder that is included by mistake has thousands, and each is compared with all names.
    Optional<String> nearest = fates.saysNoMore() ? Optional.empty() : meant(directive);
    String expected = nearest.orElse("a directive of httpd 2.4 or its modules");
    fates.error(directive, directive.shown() + ": unknown (expected: " + expected + ")");
  }
}
