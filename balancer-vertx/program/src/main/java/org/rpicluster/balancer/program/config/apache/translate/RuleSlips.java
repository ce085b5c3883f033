package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * Slips in rules and their conditions that httpd accepts, and that are never what was meant: a
 * group that the expression has not, a path without its first slash, a variable without its {@code
 * %}. For one thread and the lines of one section, one after the other.
 */
final class RuleSlips {

  private static final Pattern NAMED = Pattern.compile("[%$]?\\{?([A-Z_]{4,})\\}?");
  private static final Pattern GROUP = Pattern.compile("(?<!\\\\)([$%])([0-9])");

  private static final List<String> VARIABLES =
      List.of(
          "HTTP_HOST",
          "HTTP_USER_AGENT",
          "HTTP_REFERER",
          "HTTP_COOKIE",
          "HTTP_ACCEPT",
          "HTTPS",
          "REQUEST_URI",
          "REQUEST_METHOD",
          "REQUEST_FILENAME",
          "REQUEST_SCHEME",
          "SCRIPT_FILENAME",
          "QUERY_STRING",
          "REMOTE_ADDR",
          "REMOTE_HOST",
          "SERVER_NAME",
          "SERVER_PORT",
          "SERVER_ADDR",
          "THE_REQUEST",
          "DOCUMENT_ROOT");

  private final Fates fates;
  private final boolean isOfServer;
  private int groups;

  /**
   * Those of a section.
   *
   * @param isOfServer whether the section is none, so that rules see the whole path
   */
  RuleSlips(Fates fates, boolean isOfServer) {
    this.fates = fates;
    this.isOfServer = isOfServer;
  }

  /** The lines of one section. */
  void check(List<Directive> lines) {
    Directive last = null;
    for (Directive line : lines) {
      if (line.is("rewritecond")) {
        condition(line, RuleWords.of(line.text()));
        last = line;
      } else if (line.is("rewriterule")) {
        rule(line, RuleWords.of(line.text()));
        last = null;
        groups = 0;
      }
    }
    if (last != null) {
      fates.warning(last, "RewriteCond: no RewriteRule stands behind it, so that it has no effect");
    }
  }

  private void condition(Directive line, List<String> words) {
    if (words.size() < 2) {
      return;
    }
    String text = words.get(0);
    String pattern = words.get(1);
    groups = groupsIn(pattern);
    Matcher named = NAMED.matcher(text);
    boolean isBare = named.matches() && !text.matches("%\\{.*\\}");
    if (isBare) {
      NearestName.to(named.group(1), VARIABLES)
          .ifPresent(name -> warn(line, text + " is a text", "%{" + name + "}"));
    }
    if (text.endsWith("FILENAME}") && pattern.matches("!?[fdsl]")) {
      String meant = pattern.replaceFirst("([fdsl])$", "-$1");
      warn(line, pattern + " is an expression", meant);
    }
  }

  private void rule(Directive line, List<String> words) {
    if (words.size() < 2) {
      return;
    }
    String pattern = words.get(0);
    if (isOfServer && pattern.matches("\\^[A-Za-z0-9].*")) {
      warn(line, pattern + " matches no path", "^/" + pattern.substring(1));
    }
    groupsOf(line, words.get(1), pattern.startsWith("!") ? 0 : groupsIn(pattern), groups);
  }

  /** Groups that are filled in, and that an expression does not have. */
  void groupsOf(Directive line, String to, int ofRule, int ofCondition) {
    Matcher group = GROUP.matcher(to);
    while (group.find()) {
      int number = group.group(2).charAt(0) - '0';
      boolean isRule = group.group(1).equals("$");
      if (number > (isRule ? ofRule : ofCondition)) {
        String whose = isRule ? "the expression" : "the condition before it";
        fates.warning(
            line,
            line.shown() + ": " + group.group() + " is empty: " + whose + " has no such group");
      }
    }
  }

  private void warn(Directive line, String shown, String meant) {
    fates.warning(line, line.shown() + ": " + shown + " (expected: " + meant + ")");
  }

  /** Brackets that are counted, or more where it cannot be told. */
  static int groupsIn(String pattern) {
    if (pattern.startsWith("expr=") || pattern.contains("(?P<") || pattern.contains("(?<")) {
      return 9;
    }
    int groups = 0;
    boolean isInSet = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        isInSet = true;
      } else if (c == ']') {
        isInSet = false;
      } else if (c == '(' && !isInSet && !pattern.startsWith("(?", i)) {
        groups++;
      }
    }
    return groups;
  }
}
