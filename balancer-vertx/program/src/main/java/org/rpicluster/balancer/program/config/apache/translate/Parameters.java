package org.rpicluster.balancer.program.config.apache.translate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.Parameter.Of;

/**
 * The parameters of one balancer or member, as they have come together from several lines: the
 * later line of the file wins. For one thread.
 */
final class Parameters {

  private final Of owner;
  private final Fates fates;
  private final Map<Parameter, Setting> settings = new EnumMap<>(Parameter.class);

  /**
   * A value and the line that says it.
   *
   * @param value as it is written
   * @param directive where
   */
  record Setting(String value, Directive directive) {}

  Parameters(Of owner, Fates fates) {
    this.owner = owner;
    this.fates = fates;
  }

  /** Reads arguments of the form {@code key=value}; what is wrong in them is reported. */
  void read(Directive directive, List<String> arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("#")) {
        fates.wrong(
            directive,
            directive.shown(),
            "'#'",
            "comments on lines of their own, not behind arguments");
        return;
      }
      if (equals <= 0) {
        fates.wrong(directive, directive.shown(), "'" + argument + "'", expected(argument));
        return;
      }
      read(directive, argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  private static String expected(String argument) {
    String pair = argument.replaceFirst(":", "=");
    boolean isPair =
        pair.indexOf('=') > 0 && Parameter.named(pair.replaceFirst("=.*", "")).isPresent();
    return argument.contains("://")
        ? "one URL, and a line of its own for each member"
        : isPair ? pair : "parameters, key=value";
  }

  private void read(Directive directive, String name, String value) {
    Optional<Parameter> known = Parameter.named(name).filter(parameter -> parameter.isOf(owner));
    if (known.isEmpty()) {
      fates.error(directive, Parameter.unknown(name, owner));
      return;
    }
    Parameter parameter = known.get();
    Optional<String> complaint = parameter.complaint(value);
    complaint.ifPresent(message -> fates.error(directive, message));
    if (complaint.isEmpty()) {
      settings.put(parameter, new Setting(value, directive));
      warn(directive, parameter, value);
    }
  }

  private void warn(Directive directive, Parameter parameter, String value) {
    if (!parameter.idle().isEmpty()) {
      fates.warning(directive, parameter.key() + " has no effect: " + parameter.idle());
    } else if (parameter.dropsUnit(value)) {
      long seconds = HttpdTimes.seconds(value).orElseThrow().toSeconds();
      fates.warning(
          directive,
          parameter.key()
              + "="
              + value
              + " is "
              + seconds
              + " s, as in httpd: its unit is not read");
    }
  }

  /** What is not said here is taken from others. */
  void addAll(Parameters others) {
    others.settings.forEach(settings::putIfAbsent);
  }

  Optional<Setting> find(Parameter parameter) {
    return Optional.ofNullable(settings.get(parameter));
  }

  Optional<String> text(Parameter parameter) {
    return find(parameter).map(Setting::value);
  }

  boolean isOn(Parameter parameter) {
    return text(parameter).filter(value -> value.equalsIgnoreCase("on")).isPresent();
  }

  boolean isEmpty() {
    return settings.isEmpty();
  }
}
