package org.rpicluster.balancer.vertx.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * The words of an expression: texts in quotes, numbers, variables and functions. For one thread and
 * one expression. Apache's ap_expr, without what looks into files and programs.
 */
final class ExpressionWords {

  private static final String FUNCTIONS = "req, http, resp, reqenv, env, tolower, toupper";

  /** Fields of the request that have a name as a variable; others are {@code %{req:NAME}}. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "HTTP_ACCEPT", "Accept",
          "HTTP_COOKIE", "Cookie",
          "HTTP_FORWARDED", "Forwarded",
          "HTTP_HOST", "Host",
          "HTTP_REFERER", "Referer",
          "HTTP_USER_AGENT", "User-Agent",
          "CONTENT_TYPE", "Content-Type");

  private final ExpressionText text;

  ExpressionWords(ExpressionText text) {
    this.text = text;
  }

  /** The next word, with those that a dot joins to it. */
  TextExpression next() {
    List<TextExpression> words = new ArrayList<>();
    do {
      words.add(simple());
    } while (text.takes("."));
    return words.size() == 1 ? words.get(0) : joined(words);
  }

  private TextExpression simple() {
    char c = text.next();
    if (c == '\'' || c == '"') {
      return interpolated(text.quoted());
    }
    if (text.takes("%{")) {
      return variable(text.upToBrace());
    }
    if (c >= '0' && c <= '9') {
      String digits = text.digits();
      return facts -> digits;
    }
    return function();
  }

  private TextExpression function() {
    String name = text.name();
    if (name.isEmpty()) {
      throw text.wrong("a word: 'text', a number, %{VARIABLE} or a function");
    }
    if (!text.takes("(")) {
      throw text.wrong("'" + name + "' in quotes, or ( behind a function");
    }
    TextExpression argument = next();
    text.require(")");
    return function(name, argument);
  }

  private static TextExpression function(String name, TextExpression argument) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "req", "http" -> facts -> orEmpty(facts.requestField(argument.of(facts)));
      case "resp" -> facts -> orEmpty(facts.answerField(argument.of(facts)));
      case "reqenv", "env" -> facts -> orEmpty(facts.variable(argument.of(facts)));
      case "tolower" -> facts -> argument.of(facts).toLowerCase(Locale.ROOT);
      case "toupper" -> facts -> argument.of(facts).toUpperCase(Locale.ROOT);
      default -> throw new IllegalArgumentException(Check.message("expr", name, FUNCTIONS));
    };
  }

  private static String orEmpty(@Nullable String found) {
    return found == null ? "" : found;
  }

  /** What stands between {@code %{} and its brace: a name, or a function and what it is of. */
  private static TextExpression variable(String inner) {
    int colon = inner.indexOf(':');
    if (colon >= 0) {
      String argument = inner.substring(colon + 1);
      return function(inner.substring(0, colon), facts -> argument);
    }
    String name = inner.toUpperCase(Locale.ROOT);
    if (FIELDS.containsKey(name)) {
      String field = FIELDS.get(name);
      return facts -> orEmpty(facts.requestField(field));
    }
    Fact fact =
        Fact.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Check.message(
                            "expr",
                            "%{" + inner + "}",
                            Fact.all() + ", " + String.join(", ", FIELDS.keySet()))));
    return facts -> facts.of(fact);
  }

  /** A text in which variables stand. */
  TextExpression interpolated(String written) {
    List<TextExpression> pieces = new ArrayList<>();
    int at = 0;
    for (int from = written.indexOf("%{"); from >= 0; from = written.indexOf("%{", at)) {
      int end = written.indexOf('}', from);
      Check.argument(end > 0, "expr", written, "} behind %{");
      String literal = written.substring(at, from);
      pieces.add(facts -> literal);
      pieces.add(variable(written.substring(from + 2, end)));
      at = end + 1;
    }
    String rest = written.substring(at);
    pieces.add(facts -> rest);
    return joined(pieces);
  }

  private static TextExpression joined(List<TextExpression> pieces) {
    return facts -> {
      StringBuilder whole = new StringBuilder();
      pieces.forEach(piece -> whole.append(piece.of(facts)));
      return whole.toString();
    };
  }
}
