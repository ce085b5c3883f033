package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which modules a configuration has: those that Debian's httpd is built with, and what {@code
 * LoadModule} names. {@code <IfModule>} asks for them by the file of their source, {@code
 * mod_proxy.c}, or by their name, {@code proxy_module}. For one thread and one configuration.
 */
final class Modules {

  private static final Set<String> BUILT_IN =
      Set.of("core", "so", "http", "log_config", "logio", "version", "unixd", "watchdog");

  private final Set<String> loaded = new HashSet<>(BUILT_IN);

  /** A module by the name that {@code LoadModule} gives. */
  void load(String name) {
    loaded.add(bare(name));
  }

  boolean have(String asked) {
    return loaded.contains(bare(asked));
  }

  private static String bare(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (small.endsWith("_module")) {
      return small.substring(0, small.length() - "_module".length());
    }
    String source = small.endsWith(".c") ? small.substring(0, small.length() - 2) : small;
    return source.startsWith("mod_") ? source.substring("mod_".length()) : source;
  }
}
