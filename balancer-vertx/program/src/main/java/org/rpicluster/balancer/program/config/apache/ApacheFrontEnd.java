package org.rpicluster.balancer.program.config.apache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.FrontEnd;
import org.rpicluster.balancer.program.config.OtherSyntax;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.config.apache.syntax.ConfigFiles;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.syntax.ReadingContext;
import org.rpicluster.balancer.program.config.apache.syntax.TreeReader;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;
import org.rpicluster.balancer.program.config.apache.translate.Translator;

/**
 * Reads configurations in Apache httpd's syntax, with their main file and all that they include.
 * Blocks for the disk; any thread.
 */
public final class ApacheFrontEnd implements FrontEnd {

  private final ConfigFiles files;
  private final Optional<Path> main;
  private final Map<String, String> environment;
  private final DirectiveTable table = DirectiveTable.load();

  /**
   * A front end.
   *
   * @param main the main file around the one that is read, if the user names it
   * @param environment the process' variables
   */
  public ApacheFrontEnd(ConfigFiles files, Optional<Path> main, Map<String, String> environment) {
    this.files = files;
    this.main = main;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Configuration read(Source source) {
    return translated(source).startable();
  }

  /** Reads a file, and says what became of each of its lines. */
  public ApacheConfiguration translated(Source source) {
    Report report = new Report();
    String hint = OtherSyntax.inPlaceOfApache(source.text());
    if (!hint.isEmpty()) {
      report.error(source.start(), hint);
      return new ApacheConfiguration(
          new Translator(table, report, Path.of("")).translate(List.of()), report);
    }
    return translated(source, report);
  }

  private ApacheConfiguration translated(Source source, Report report) {
    Path file = Path.of(source.file());
    Path absolute = file.toAbsolutePath().normalize();
    MainFile around = around(source, file, report);
    around.note().ifPresent(report::note);
    report.leaveOut(MainFile.NAME);
    ReadingContext context =
        new ReadingContext(
            new ServerEnvironment(environment, files)::find,
            table::has,
            files,
            around.root(),
            included -> included.equals(absolute) ? source.file() : included.toString());
    List<Directive> directives = new TreeReader(context, report).read(around.source());
    Configuration configuration =
        new Translator(table, report, around.root()).translate(directives);
    return new ApacheConfiguration(configuration, report);
  }

  private MainFile around(Source source, Path file, Report report) {
    try {
      return MainFile.of(source, file, main, files);
    } catch (IOException e) {
      report.error(source.start(), "--main: " + main.orElse(file) + ": " + e.getMessage());
      Path root = file.toAbsolutePath().getParent();
      return new MainFile(source, root == null ? Path.of("") : root, Optional.empty());
    }
  }
}
