package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Locale;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Slips in one line that no stage would see, or would see too late to say what was meant: those
 * that httpd refuses are errors, others warnings. Stateless but for the fates.
 */
final class LineSlips {

  private static final List<String> ATTRIBUTES =
      List.of(
          "Remote_Host",
          "Remote_Addr",
          "Remote_User",
          "Server_Addr",
          "Request_Method",
          "Request_Protocol",
          "Request_URI");

  private final Fates fates;

  LineSlips(Fates fates) {
    this.fates = fates;
  }

  void check(Directive line) {
    switch (line.key()) {
      case "options" -> FolderWords.options(line, fates);
      case "allowoverride" -> FolderWords.overrides(line, fates);
      case "header", "requestheader" -> HeaderWords.check(line, fates);
      case "logformat", "customlog" -> LogWords.check(line, fates);
      case "setenvif", "setenvifnocase" -> attribute(line);
      case "proxypass" -> mapping(line);
      case "proxypassmatch" -> expression(line);
      case "proxypassreverse" -> scheme(line);
      case "addtype", "addcharset", "addencoding" -> type(line);
      case "directoryindex" -> comma(line);
      case "<directory" -> folder(line);
      default -> {} // its stage says it
    }
  }

  private void attribute(Directive line) {
    String name = line.argument(0);
    if (line.arguments().size() < 3) {
      String shown = line.arguments().isEmpty() ? "nothing" : line.text();
      fates.refused(line, line.shown(), shown, "a field, an expression and names of variables");
    } else if (name.indexOf('_') > 0 && ATTRIBUTES.stream().noneMatch(name::equalsIgnoreCase)) {
      NearestName.to(name, ATTRIBUTES).ifPresent(meant -> warn(line, name + " is a field", meant));
    }
  }

  private void mapping(Directive line) {
    String first = line.argument(0);
    String second = line.argument(1);
    boolean isUrl = first.contains("://") || first.equals("!");
    if (isUrl && second.startsWith("/")) {
      fates.refused(line, "ProxyPass", line.text(), second + " " + first);
    } else if (second.equals("!") && line.arguments().stream().skip(2).anyMatch(LineSlips::isUrl)) {
      fates.refused(line, "ProxyPass", line.text(), first + " !");
    } else {
      line.arguments().stream()
          .filter(word -> word.contains("://"))
          .limit(1)
          .forEach(url -> url(line, url));
    }
  }

  private static boolean isUrl(String word) {
    return word.contains("://");
  }

  private void url(Directive line, String url) {
    char last = url.charAt(url.length() - 1);
    if (url.indexOf(' ') >= 0) {
      warn(line, "'" + url + "' is one URL, with a blank", "quotes around the URL alone");
    } else if (last == ';' || last == ',') {
      warn(line, last + " is a part of the URL", url.substring(0, url.length() - 1));
    }
  }

  private void expression(Directive line) {
    int groups = RuleSlips.groupsIn(line.argument(0));
    new RuleSlips(fates, true).groupsOf(line, line.argument(1).replace("%", ""), groups, 0);
  }

  private void scheme(Directive line) {
    String url = line.argument(line.arguments().size() - 1);
    if (url.matches("(?i)https?:/?[^/].*")) {
      warn(line, url + " is no URL", url.replaceFirst(":/?", "://"));
    }
  }

  private void type(Directive line) {
    List<String> words = line.arguments();
    if (words.get(0).startsWith(".") && words.size() == 2) {
      warn(line, line.text() + " is in another order", words.get(1) + " " + words.get(0));
    }
  }

  private void comma(Directive line) {
    line.arguments().stream()
        .filter(word -> word.endsWith(","))
        .limit(1)
        .forEach(
            word ->
                warn(
                    line, word + " has a comma in its name", word.substring(0, word.length() - 1)));
  }

  private void folder(Directive line) {
    String name = line.argument(0);
    boolean isPlain = !name.isEmpty() && !name.equals("~") && !UrlPath.isPattern(name);
    boolean isDrive = name.toLowerCase(Locale.ROOT).matches("[a-z]:.*");
    if (isPlain && !name.startsWith("/") && !isDrive && !name.contains("${")) {
      warn(line, name + " is no folder's whole name", "/" + name);
    }
  }

  private void warn(Directive line, String shown, String meant) {
    fates.warning(line, line.shown() + ": " + shown + " (expected: " + meant + ")");
  }
}
