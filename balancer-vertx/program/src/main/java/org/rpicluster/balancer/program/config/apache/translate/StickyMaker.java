package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.translate.Parameters.Setting;
import org.rpicluster.balancer.sticky.Stickiness;

/** Sticky sessions as {@code stickysession} has them: a cookie, a parameter of the URL, or both. */
final class StickyMaker {

  private final Fates fates;

  StickyMaker(Fates fates) {
    this.fates = fates;
  }

  /** How sessions stay, if they do. */
  Optional<Stickiness> make(Parameters said) {
    Optional<Setting> setting =
        said.find(Parameter.STICKYSESSION).filter(s -> !s.value().isEmpty());
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(stickiness(setting.get().value(), said));
    } catch (IllegalArgumentException e) {
      fates.needsYou(
          setting.get().directive(), "sessions do not stay with members: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Stickiness stickiness(String names, Parameters said) {
    int bar = names.indexOf('|');
    String cookie = bar < 0 ? names : names.substring(0, bar);
    String parameter = bar < 0 ? names : names.substring(bar + 1);
    String separator = said.text(Parameter.STICKYSESSIONSEP).orElse(".");
    return Stickiness.byCookie(cookie)
        .parameter(parameter)
        .separator(
            separator.equalsIgnoreCase("off")
                ? ""
                : separator.substring(0, Math.min(1, separator.length())))
        .semicolonEnds(said.isOn(Parameter.SCOLONPATHDELIM))
        .strict(said.isOn(Parameter.NOFAILOVER));
  }
}
