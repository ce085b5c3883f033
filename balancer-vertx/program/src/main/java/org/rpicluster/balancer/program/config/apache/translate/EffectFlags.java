package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookie;
import org.rpicluster.balancer.vertx.rewrite.RewriteEffects;
import org.rpicluster.balancer.vertx.routing.Template;

/**
 * The flags {@code [E]} and {@code [CO]} of a rule. Names, domains and paths are what they are, and
 * not filled in. Stateless. Apache's {@code do_expand_env} and {@code add_cookie}.
 */
final class EffectFlags {

  private static final String COOKIE =
      "NAME:VALUE:DOMAIN[:MINUTES[:PATH[:secure[:httponly[:Lax]]]]]";

  private EffectFlags() {}

  /** What a rule leaves with a request. */
  static RewriteEffects of(RuleFlags flags) {
    Map<String, Template> set = new LinkedHashMap<>();
    Set<String> unset = new LinkedHashSet<>();
    for (String variable : flags.variables()) {
      String[] parts = variable.split(":", 2);
      if (variable.startsWith("!")) {
        set.remove(variable.substring(1));
        unset.add(variable.substring(1));
      } else {
        unset.remove(parts[0]);
        set.put(parts[0], RewriteEffects.value(parts.length > 1 ? parts[1] : ""));
      }
    }
    List<RewriteCookie> cookies = flags.cookies().stream().map(EffectFlags::cookie).toList();
    return new RewriteEffects(set, List.copyOf(unset), cookies);
  }

  /** One that begins with a semicolon has those in the place of colons. */
  private static RewriteCookie cookie(String text) {
    boolean semicolons = text.startsWith(";");
    List<String> parts = new ArrayList<>(parts(semicolons ? text.substring(1) : text, semicolons));
    Check.argument(parts.size() > 2, "CO", text, COOKIE);
    while (parts.size() < 8) {
      parts.add("");
    }
    String minutes = parts.get(3).isEmpty() ? "0" : parts.get(3);
    Check.argument(ParameterType.number(minutes).isPresent(), "CO", text, "minutes, 0 or more");
    return RewriteCookie.of(parts.get(0), RewriteEffects.value(parts.get(1)))
        .domain(parts.get(2))
        .minutes(ParameterType.number(minutes).get())
        .path(parts.get(4).isEmpty() ? "/" : parts.get(4))
        .secure(is(parts.get(5), "secure"))
        .httpOnly(is(parts.get(6), "httponly"))
        .sameSite(parts.get(7).equals("0") ? "" : parts.get(7));
  }

  /** What separates them does not do so within a variable, {@code %{HTTP:Host}}. */
  private static List<String> parts(String text, boolean semicolons) {
    List<String> parts = new ArrayList<>();
    int open = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == (semicolons ? ';' : ':') && open == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static boolean is(String text, String word) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals(word) || lower.equals("true") || lower.equals("1");
  }
}
