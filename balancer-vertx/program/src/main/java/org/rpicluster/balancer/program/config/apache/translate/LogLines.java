package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code CustomLog}, {@code TransferLog} and {@code LogFormat}: the first log is the access log, as
 * there is one. For one thread and one configuration.
 */
final class LogLines {

  private final Servers servers;
  private final Fates fates;
  private final Path root;
  private final LogConditions conditions;
  private final Map<String, String> formats = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  LogLines(Servers servers, Fates fates, Path root) {
    this.servers = servers;
    this.fates = fates;
    this.root = root;
    conditions = new LogConditions(servers, fates);
  }

  private record Line(Server server, Directive log) {}

  Optional<AccessLogSettings> read() {
    List<Line> logs = new ArrayList<>();
    lines(servers.main(), logs);
    servers.hosts().forEach(host -> lines(host, logs));
    Optional<AccessLogSettings> first = Optional.empty();
    for (Line line : logs) {
      Optional<AccessLogSettings> settings =
          settings(line.log()).map(log -> where(line.server(), line.log(), log));
      if (first.isEmpty()) {
        first = settings;
      } else if (settings.isPresent() && !settings.equals(first)) {
        fates.needsYou(
            line.log(), "there is one access log, as its first line says: " + first.get().file());
      }
    }
    return first;
  }

  private void lines(Server server, List<Line> logs) {
    for (Directive line : server.directives()) {
      switch (line.key()) {
        case "logformat" -> format(line);
        case "customlog", "transferlog" -> logs.add(new Line(server, line));
        default -> {}
      }
    }
  }

  private void format(Directive line) {
    fates.translated(line);
    if (line.arguments().size() > 1) {
      formats.put(line.argument(1), line.argument(0));
    }
  }

  private boolean requireFolder(Directive line) {
    boolean unknown = line.argument(0).contains("${");
    if (unknown) {
      fates.wrong(line, line.name(), line.argument(0), "a file in a folder that is there");
    }
    return !unknown;
  }

  private Optional<AccessLogSettings> settings(Directive line) {
    String file = line.argument(0);
    if (!requireFolder(line)) {
      return Optional.empty();
    }
    if (file.startsWith("|") || file.startsWith("syslog:")) {
      fates.needsYou(line, "programs are not run: name a file");
      return Optional.empty();
    }
    return fates.file(line, file).map(root::resolve).flatMap(path -> settings(line, path));
  }

  private Optional<AccessLogSettings> settings(Directive line, Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      fates.needsYou(line, "no access log: " + folder + " is no folder that can be written to");
      return Optional.empty();
    }
    String format = named(line.arguments().size() > 1 ? line.argument(1) : "common");
    try {
      AccessLogSettings settings = new AccessLogSettings(path, format);
      fates.translated(line);
      return Optional.of(settings);
    } catch (IllegalArgumentException e) {
      boolean isName = format.indexOf('%') < 0;
      Optional<String> near = isName ? NearestName.to(format, names()) : Optional.empty();
      String message = near.map(n -> Check.message("format", format, n)).orElse(e.getMessage());
      fates.needsYou(line, message + "; combined is used");
      return Optional.of(new AccessLogSettings(path, AccessLogSettings.DEFAULT_FORMAT));
    }
  }

  /** With what stands behind the format. */
  private AccessLogSettings where(Server server, Directive line, AccessLogSettings log) {
    try {
      return log.which(conditions.of(server, line, log.format()));
    } catch (IllegalArgumentException e) {
      fates.needsYou(line, e.getMessage() + "; every request has a line");
      return log;
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(formats.keySet());
    names.addAll(List.of("combined", "common"));
    return names;
  }

  /** The format of a name: Debian's own are known, and bytes are those of the body here. */
  private String named(String written) {
    boolean usual = written.equalsIgnoreCase("combined") || written.equalsIgnoreCase("common");
    String pattern = formats.getOrDefault(written, written);
    return usual ? written.toLowerCase(Locale.ROOT) : LogWords.here(pattern);
  }
}
