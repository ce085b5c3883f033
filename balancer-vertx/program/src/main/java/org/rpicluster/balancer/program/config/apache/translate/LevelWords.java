package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.program.config.LogSettings.Level;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.syntax.ModuleNames;

/**
 * The words of {@code LogLevel}: one for every module, and {@code module:word} for one of them,
 * which has no log of its own here. Stateless but for the fates. Apache's {@code set_loglevel}.
 */
final class LevelWords {

  private static final List<String> LEVELS =
      List.of(
          "emerg", "alert", "crit", "error", "warn", "notice", "info", "debug", "trace1", "trace2",
          "trace3", "trace4", "trace5", "trace6", "trace7", "trace8");

  private static final String EXPECTED =
      "emerg, alert, crit, error, warn, notice, info, debug, trace1 to trace8";

  private final Fates fates;

  private LevelWords(Fates fates) {
    this.fates = fates;
  }

  static LevelWords of(Fates fates) {
    return new LevelWords(fates);
  }

  /** Says what becomes of a line, and what is wrong in it. */
  void check(Directive line) {
    fates.translated(line);
    if (line.arguments().isEmpty()) {
      fates.wrong(line, line.shown(), "nothing", EXPECTED);
    }
    line.arguments().forEach(word -> check(line, word));
    if (line.arguments().stream().anyMatch(word -> word.contains(":"))) {
      fates.warning(line, "modules have no levels of their own here: the word without : counts");
    }
  }

  private void check(Directive line, String word) {
    int colon = word.indexOf(':');
    String module = colon < 0 ? "" : word.substring(0, colon);
    String level = word.substring(colon + 1).toLowerCase(Locale.ROOT);
    if (colon >= 0 && !ModuleNames.isKnown(module)) {
      String meant = ModuleNames.nearest(module).orElse("a module such as proxy, ssl, rewrite");
      fates.wrong(line, line.shown(), word, meant);
    } else if (!LEVELS.contains(level)) {
      fates.wrong(line, line.shown(), word, NearestName.to(level, LEVELS).orElse(EXPECTED));
    }
  }

  /** Of {@code info proxy:warn} the word that is for every module. */
  static Level level(Directive line) {
    String word =
        line.arguments().stream().filter(w -> !w.contains(":")).findFirst().orElse("warn");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "emerg", "alert", "crit", "error" -> Level.ERROR;
      case "warn" -> Level.WARN;
      case "notice", "info" -> Level.INFO;
      default -> Level.DEBUG;
    };
  }
}
