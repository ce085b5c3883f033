package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * How many arguments lines have that are read without regard to it; of others, what reads them says
 * so. Stateless. Apache's {@code ap_invoke_cmd}.
 */
final class ArgumentCount {

  private static final Map<String, String> ONE =
      Map.ofEntries(
          Map.entry("servername", "one name"),
          Map.entry("documentroot", "one folder"),
          Map.entry("transferlog", "one file"),
          Map.entry("authtype", "one word"),
          Map.entry("authname", "one text; quotes, if it has blanks"),
          Map.entry("authuserfile", "one file"),
          Map.entry("proxytimeout", "seconds"),
          Map.entry("timeout", "seconds"),
          Map.entry("sslcertificatefile", "one file"),
          Map.entry("sslcertificatekeyfile", "one file"),
          Map.entry("remoteipheader", "the name of a field"),
          Map.entry("remoteipproxiesheader", "the name of a field"));

  private ArgumentCount() {}

  /** What a line needs that has too few or too many. */
  static Optional<String> of(Directive line) {
    int count = line.arguments().size();
    String one = ONE.get(line.key());
    if (one != null) {
      return count == 1 ? Optional.empty() : Optional.of(one);
    }
    boolean isLog = line.is("customlog") && (count < 2 || count > 3);
    boolean isPath = line.is("<location") && count == 0;
    return isLog
        ? Optional.of(
            "a file, a format, and perhaps env=NAME or expr=…, in quotes if it has blanks")
        : isPath ? Optional.of("a path") : Optional.empty();
  }
}
