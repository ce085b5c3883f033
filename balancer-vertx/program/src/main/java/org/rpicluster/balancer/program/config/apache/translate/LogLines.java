package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.AccessLogSettings;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * {@code CustomLog}, {@code TransferLog} and {@code LogFormat}. A virtual host that has logs of its
 * own has no line in those of the main server. For one thread and one configuration. Apache's
 * {@code mod_log_config}.
 */
final class LogLines {

  private final Servers servers;
  private final LogServers asked;
  private final Fates fates;
  private final Path root;
  private final LogConditions conditions;
  private final Map<String, String> formats = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<Directive, Optional<AccessLogSettings>> known = new IdentityHashMap<>();

  LogLines(Servers servers, ListenPlan plan, Fates fates, Path root) {
    this.servers = servers;
    this.fates = fates;
    this.root = root;
    asked = new LogServers(plan);
    conditions = new LogConditions(servers, fates);
  }

  List<AccessLogSettings> read() {
    List<Directive> ofMain = lines(servers.main());
    Map<List<AccessLogSettings>, List<Server>> logs = new LinkedHashMap<>();
    for (Server server : servers.answering()) {
      List<Directive> own = lines(server);
      List<Directive> lines = own.isEmpty() ? ofMain : own;
      logs.computeIfAbsent(logs(server, lines), any -> new ArrayList<>()).add(server);
    }
    ofMain.stream()
        .filter(line -> !known.containsKey(line))
        .forEach(line -> fates.noEffect(line, "each virtual host has a log of its own"));
    return logs.size() == 1 ? logs.keySet().iterator().next() : ofTheirs(logs);
  }

  private static List<Directive> lines(Server server) {
    return server.directives().stream()
        .filter(line -> line.is("customlog") || line.is("transferlog"))
        .toList();
  }

  private List<AccessLogSettings> logs(Server server, List<Directive> lines) {
    server.all("logformat").forEach(this::format);
    List<AccessLogSettings> logs = new ArrayList<>();
    for (Directive line : lines) {
      known
          .computeIfAbsent(line, this::settings)
          .ifPresent(log -> logs.add(where(server, line, log)));
    }
    return logs;
  }

  /** Each for the requests of its virtual hosts. */
  private List<AccessLogSettings> ofTheirs(Map<List<AccessLogSettings>, List<Server>> logs) {
    List<AccessLogSettings> all = new ArrayList<>();
    for (Map.Entry<List<AccessLogSettings>, List<Server>> entry : logs.entrySet()) {
      if (asked.canTell()) {
        Condition theirs = asked.of(entry.getValue());
        entry.getKey().forEach(log -> all.add(log.which(log.which().and(theirs))));
      } else if (all.isEmpty()) {
        all.addAll(entry.getKey());
      } else {
        entry.getValue().stream()
            .flatMap(server -> lines(server).stream())
            .forEach(line -> fates.needsYou(line, "one address has one log: " + all.get(0).file()));
      }
    }
    return all;
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
