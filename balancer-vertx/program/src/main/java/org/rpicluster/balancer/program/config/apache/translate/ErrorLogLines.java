package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.LogSettings;
import org.rpicluster.balancer.program.config.LogSettings.Level;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code ErrorLog} and {@code LogLevel}: there is one log, so the first virtual host's lines count,
 * or else the main server's. For one thread and one configuration.
 */
final class ErrorLogLines {

  private final Servers servers;
  private final Fates fates;
  private final Path root;

  ErrorLogLines(Servers servers, Fates fates, Path root) {
    this.servers = servers;
    this.fates = fates;
    this.root = root;
  }

  Optional<LogSettings> read() {
    Optional<Path> file = Optional.empty();
    for (Directive line : lines("errorlog")) {
      Optional<Path> own = file(line);
      if (file.isPresent() && own.isPresent() && !own.equals(file)) {
        fates.needsYou(line, "there is one log: " + file.get());
      }
      file = file.or(() -> own);
    }
    List<Directive> levels = lines("loglevel");
    levels.forEach(LevelWords.of(fates)::check);
    Level level = levels.stream().findFirst().map(LevelWords::level).orElse(Level.WARN);
    return file.isEmpty() && levels.isEmpty()
        ? Optional.empty()
        : Optional.of(new LogSettings(file, level));
  }

  private List<Directive> lines(String key) {
    List<Directive> lines = new ArrayList<>();
    servers.hosts().forEach(host -> lines.addAll(host.all(key)));
    lines.addAll(servers.main().all(key));
    return lines;
  }

  private Optional<Path> file(Directive line) {
    String name = line.argument(0);
    if (name.contains("${")) {
      fates.wrong(line, line.name(), name, "a file in a folder that is there");
      return Optional.empty();
    }
    if (name.startsWith("|") || name.startsWith("syslog") || name.isEmpty()) {
      fates.needsYou(line, "messages go to standard error, where the service manager keeps them");
      return Optional.empty();
    }
    Optional<Path> known = fates.file(line, name);
    return known.map(root::resolve).filter(file -> isWritable(line, file));
  }

  private boolean isWritable(Directive line, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean good =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : folder != null && Files.isWritable(folder);
    if (!good) {
      fates.needsYou(line, "messages go to standard error: " + file + " cannot be written");
      return false;
    }
    fates.translated(line);
    return true;
  }
}
