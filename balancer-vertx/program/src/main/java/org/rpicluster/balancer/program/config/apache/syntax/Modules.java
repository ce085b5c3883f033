package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The modules that a configuration has: those that Debian's httpd is built with, and what {@code
 * LoadModule} names. {@code <IfModule>} asks for them by the file of their source, {@code
 * mod_proxy.c}, or by their name, {@code proxy_module}; by no other. For one thread and one
 * configuration. Apache's {@code start_ifmod}.
 */
final class Modules {

  private static final String SOURCE = ".c";
  private static final String NAME = ModuleNames.NAME;

  private static final Set<String> BUILT_IN =
      Set.of(
          "core", "so", "http", "http_core", "log_config", "logio", "version", "unixd", "watchdog");

  private final Set<String> loaded = new HashSet<>(BUILT_IN);

  /** A module by the name that {@code LoadModule} gives. */
  void load(String name) {
    loaded.add(ModuleNames.bare(name));
  }

  boolean have(String asked) {
    String small = asked.toLowerCase(Locale.ROOT);
    return (small.endsWith(SOURCE) || small.endsWith(NAME))
        && loaded.contains(ModuleNames.bare(asked));
  }

  /**
   * The module that a name was probably meant to be, which is none of a known module's: written as
   * it was, or as a condition has to.
   */
  Optional<String> meant(String written) {
    String bare = ModuleNames.bare(written);
    boolean isName = written.toLowerCase(Locale.ROOT).endsWith(NAME);
    boolean isAskable = isName || written.endsWith(SOURCE);
    boolean isKnown = ModuleNames.KNOWN.contains(bare) || loaded.contains(bare);
    if (isKnown && isAskable) {
      return Optional.empty();
    }
    Optional<String> nearest = isKnown ? Optional.of(bare) : ModuleNames.nearest(bare);
    return nearest.map(name -> isName ? name + NAME : source(name));
  }

  /** The one that {@code LoadModule} was probably meant to name; empty if it may be right. */
  Optional<String> loadable(String written) {
    String bare = ModuleNames.bare(written);
    if (written.equals(bare + NAME)) {
      return ModuleNames.isKnown(written)
          ? Optional.empty()
          : ModuleNames.nearest(bare).map(near -> near + NAME);
    }
    return (ModuleNames.isKnown(written) ? Optional.of(bare) : ModuleNames.nearest(bare))
        .map(near -> near + NAME);
  }

  private static String source(String name) {
    boolean isOfCore = name.equals("core") || name.equals("http_core");
    boolean isOfProcesses = name.startsWith("mpm_");
    return (isOfCore ? name : isOfProcesses ? name.substring("mpm_".length()) : "mod_" + name)
        + SOURCE;
  }
}
