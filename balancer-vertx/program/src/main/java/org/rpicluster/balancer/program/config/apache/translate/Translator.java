package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.table.DirectiveTable;

/** Drives the stages of the translation. For one thread and one configuration. */
public final class Translator {

  private final DirectiveTable table;
  private final Fates fates;
  private final Path root;

  /**
   * A translator.
   *
   * @param root what relative names of files are relative to
   */
  public Translator(DirectiveTable table, Report report, Path root) {
    this.table = table;
    fates = new Fates(report, table);
    this.root = root;
  }

  /** The configuration that these directives mean; what is wrong with it is in the report. */
  public Configuration translate(List<Directive> directives) {
    new Placement(table, fates).check(directives);
    Servers servers = Servers.of(directives, fates);
    Names names = new Names(fates);
    ServerTranslator main =
        new ServerTranslator(servers.main(), servers.main(), fates, names, Optional.empty());
    main.read();
    List<RouteSettings> routes = new ArrayList<>();
    if (servers.hosts().isEmpty()) {
      names.hosts(servers.main());
      routes.addAll(main.routes(List.of(), main));
    } else {
      hosts(servers, names, main, routes);
    }
    Configuration made = configuration(servers, main, routes);
    fates.sayOfTheRest(directives);
    return made;
  }

  private Configuration configuration(
      Servers servers, ServerTranslator main, List<RouteSettings> routes) {
    return new Configuration(
        new ListenLines(servers, fates).read(),
        main.clusters(),
        routes,
        new LogLines(servers, fates, root).read(),
        new ClientLines(servers, fates).read(),
        Optional.empty(),
        Configuration.DEFAULT_SHUTDOWN,
        new ErrorLogLines(servers, fates, root).read());
  }

  /** Of several, the first also has the requests for hosts that none of them names. */
  private void hosts(
      Servers servers, Names names, ServerTranslator main, List<RouteSettings> routes) {
    main.routes(List.of(), main);
    ServerTranslator first = null;
    for (Server host : servers.hosts()) {
      ServerTranslator translator =
          new ServerTranslator(servers.main(), host, fates, names, Optional.of(main));
      translator.read();
      List<String> hosts = names.hosts(host);
      boolean single = servers.hosts().size() == 1;
      if (!single && !hosts.isEmpty()) {
        routes.addAll(translator.routes(hosts, main));
      }
      first = first == null ? translator : first;
    }
    if (first != null) {
      routes.addAll(first.routes(List.of(), main));
    }
  }
}
