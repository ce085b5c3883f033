package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * The words that {@code Options} and {@code AllowOverride} may have; httpd refuses others, and
 * signs before some alone. Stateless. Apache's {@code set_options}, {@code set_override}.
 */
final class FolderWords {

  private static final List<String> OPTIONS =
      List.of(
          "Indexes",
          "FollowSymLinks",
          "SymLinksIfOwnerMatch",
          "MultiViews",
          "ExecCGI",
          "Includes",
          "IncludesNOEXEC",
          "All",
          "None");

  private static final List<String> OVERRIDES =
      List.of("None", "All", "AuthConfig", "FileInfo", "Indexes", "Limit", "Options", "Nonfatal");

  private FolderWords() {}

  static void options(Directive line, Fates fates) {
    List<String> words = line.arguments();
    boolean isWhole = !words.isEmpty() && words.get(0).matches("(?i)all|none");
    List<String> mixed = isWhole ? words.subList(1, words.size()) : words;
    long signed = mixed.stream().filter(word -> word.matches("[+-].*")).count();
    Optional<String> late =
        mixed.stream().filter(word -> word.matches("(?i)[+-]?(all|none)")).findFirst();
    Optional<String> wrong =
        words.stream().filter(word -> !isOne(word.replaceFirst("^[+-]", ""), OPTIONS)).findFirst();
    if (wrong.isPresent()) {
      String bare = wrong.get().replaceFirst("^[+-]", "");
      String sign = wrong.get().substring(0, wrong.get().length() - bare.length());
      String expected = meant(bare, OPTIONS);
      fates.refused(line, "Options", wrong.get(), bare.contains(",") ? expected : sign + expected);
    } else if (late.isPresent()) {
      fates.refused(line, "Options", line.text(), late.get().replaceFirst("^[+-]", "") + " alone");
    } else if (signed > 0 && signed < mixed.size()) {
      fates.refused(line, "Options", line.text(), "+ or - before each of them, or before none");
    }
  }

  static void overrides(Directive line, Fates fates) {
    line.arguments().stream()
        .filter(word -> !isOne(word.replaceFirst("=.*", ""), OVERRIDES))
        .findFirst()
        .ifPresent(word -> fates.refused(line, "AllowOverride", word, meant(word, OVERRIDES)));
  }

  private static boolean isOne(String word, List<String> known) {
    return known.stream().anyMatch(word::equalsIgnoreCase);
  }

  private static String meant(String word, List<String> known) {
    return word.indexOf(',') >= 0
        ? "blanks between them, and no commas"
        : NearestName.to(word, known).orElse(String.join(", ", known));
  }
}
