package org.rpicluster.balancer.vertx.rewrite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.routing.Template;

/**
 * The effects of a rule that applies, besides what it writes: what it leaves with the request for
 * later stages. Immutable. Apache's {@code [E]} and {@code [CO]}.
 *
 * @param set variables, and what they become
 * @param unset variables that are there no more, before others are set
 * @param cookies what the client is given
 */
public record RewriteEffects(
    Map<String, Template> set, List<String> unset, List<RewriteCookie> cookies) {

  /** Nothing. */
  public static final RewriteEffects NONE = new RewriteEffects(Map.of(), List.of(), List.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");

  /** Copies them, and checks the names. */
  public RewriteEffects {
    set = Map.copyOf(new LinkedHashMap<>(set));
    unset = List.copyOf(unset);
    cookies = List.copyOf(cookies);
    set.keySet().forEach(RewriteEffects::requireName);
    unset.forEach(RewriteEffects::requireName);
  }

  private static void requireName(String name) {
    boolean good = NAME.matcher(name).matches() && !name.startsWith("BALANCER_");
    Check.argument(good, "variable", name, "a name that begins with a letter, not with BALANCER_");
  }

  /** Reads what a variable becomes. */
  public static Template value(String text) {
    return Template.of("set", text, RewriteVariable::requireName);
  }

  Stream<Template> texts() {
    return Stream.concat(set.values().stream(), cookies.stream().map(RewriteCookie::value));
  }
}
