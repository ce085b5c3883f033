package org.rpicluster.balancer.program.config.apache.translate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Parameter.Of;

/**
 * {@code ProxyHCTemplate} and {@code ProxyHCExpr} of one server: they stand before their use, and
 * those of another server are not known. For one thread. Apache's {@code mod_proxy_hcheck}.
 */
final class HealthTemplates {

  private final Fates fates;
  private final Map<String, Parameters> templates = new HashMap<>();
  private final Map<String, Directive> expressions = new HashMap<>();

  HealthTemplates(Fates fates) {
    this.fates = fates;
  }

  void read(Directive directive) {
    if (directive.is("proxyhctemplate")) {
      template(directive);
    } else if (directive.is("proxyhcexpr")) {
      expression(directive);
    }
  }

  private void template(Directive directive) {
    List<String> arguments = directive.arguments();
    if (arguments.isEmpty()) {
      fates.wrong(directive, "ProxyHCTemplate", "nothing", "a name and parameters");
      return;
    }
    Parameters parameters = new Parameters(Of.MEMBER, fates);
    parameters.read(directive, arguments.subList(1, arguments.size()));
    checkExpression(parameters, directive);
    templates.put(arguments.get(0), parameters);
    fates.translated(directive);
  }

  private void expression(Directive directive) {
    String name = directive.argument(0);
    String rest = directive.text().replaceFirst("^\\S+\\s*", "");
    if (name.isEmpty() || !rest.startsWith("{") || !rest.endsWith("}")) {
      fates.wrong(directive, "ProxyHCExpr", directive.text(), "NAME {expression}");
      return;
    }
    expressions.put(name, directive);
    fates.translated(directive);
  }

  /** Puts a template's parameters behind a member's own; what is not known is reported. */
  void apply(Parameters member, Directive directive) {
    Optional<String> name = member.text(Parameter.HCTEMPLATE);
    name.map(templates::get).ifPresent(member::addAll);
    if (name.isPresent() && !templates.containsKey(name.get())) {
      fates.wrong(
          directive,
          "hctemplate",
          name.get(),
          nearest(name.get(), templates.keySet(), "a ProxyHCTemplate above it in the same server"));
    }
    checkExpression(member, directive);
  }

  private void checkExpression(Parameters member, Directive directive) {
    Optional<String> name = member.text(Parameter.HCEXPR);
    if (name.isPresent() && !expressions.containsKey(name.get())) {
      fates.wrong(
          directive,
          "hcexpr",
          name.get(),
          nearest(name.get(), expressions.keySet(), "a ProxyHCExpr above it in the same server"));
    }
  }

  /** What stands between the braces of an expression. */
  Optional<String> expression(String name) {
    return Optional.ofNullable(expressions.get(name))
        .map(
            directive -> {
              String text = directive.text();
              return text.substring(text.indexOf('{') + 1, text.lastIndexOf('}')).strip();
            });
  }

  Optional<Directive> expressionLine(String name) {
    return Optional.ofNullable(expressions.get(name));
  }

  private static String nearest(String name, java.util.Set<String> known, String expected) {
    return NearestName.to(name, known).orElse(expected);
  }
}
