package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * A line of {@code LoadModule}: the name of a module and of its file, which must be of the same
 * one. httpd does not start where there is no such file, or no such module in it; modules that are
 * not httpd's own may have any name. For one thread and one configuration. Apache's {@code
 * load_module}.
 */
final class ModuleLine {

  private static final String DIRECTIVE = "LoadModule";
  private static final String EXPECTED = "NAME_module and its file";

  private final Modules modules;
  private final Report report;

  ModuleLine(Modules modules, Report report) {
    this.modules = modules;
    this.report = report;
  }

  void read(LogicalLine line, List<String> arguments) {
    if (arguments.size() != 2) {
      String shown = arguments.isEmpty() ? "nothing" : String.join(" ", arguments);
      report.error(line.place(), Check.message(DIRECTIVE, shown, EXPECTED));
      return;
    }
    String name = arguments.get(0);
    String file = arguments.get(1);
    String ofFile = inFile(file);
    Optional<String> meant = modules.loadable(name);
    if (meant.isPresent() && meant.equals(Optional.of(named(ofFile)))) {
      report.error(line.place(), Check.message(DIRECTIVE, name, meant.get()));
    } else {
      meant.ifPresent(m -> warning(line, name, m));
      misspeltFile(ofFile).ifPresent(m -> warning(line, file, m));
    }
    modules.load(name);
  }

  private void warning(LogicalLine line, String shown, String meant) {
    report.warning(line.place(), Check.message(DIRECTIVE, shown + ": no module of httpd's", meant));
  }

  private static Optional<String> misspeltFile(String module) {
    return ModuleNames.isKnown(module)
        ? Optional.empty()
        : ModuleNames.nearest(module).map(near -> "mod_" + near + ".so");
  }

  private static String named(String module) {
    return module + ModuleNames.NAME;
  }

  /** {@code proxy} of {@code modules/mod_proxy.so}. */
  private static String inFile(String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    return ModuleNames.bare(last.endsWith(".so") ? last.substring(0, last.length() - 3) : last);
  }
}
