package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.ErrorPageFile;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code ErrorDocument} of a server, as pages of its routes: files that it would serve itself. One
 * that is forwarded as well is not sent in httpd either, where members would be asked for it. Asks
 * the disk; for one thread and one server.
 */
final class ErrorDocuments {

  private static final int FIRST = 400;
  private static final int LAST = 599;

  private final List<Server> servers;
  private final ServedFiles files;
  private final Fates fates;

  ErrorDocuments(List<Server> servers, ServedFiles files, Fates fates) {
    this.servers = servers;
    this.files = files;
    this.fates = fates;
  }

  /** The routes with their pages; later lines win, and a host's those of the main server. */
  List<RouteSettings> on(List<RouteSettings> routes) {
    Map<String, Directive> lines = new TreeMap<>();
    for (Server server : servers) {
      server.all("errordocument").forEach(line -> lines.put(line.argument(0), line));
    }
    Map<Integer, Path> pages = new HashMap<>();
    lines.forEach((status, line) -> read(line, routes, pages));
    return pages.isEmpty() ? routes : routes.stream().map(route -> with(route, pages)).toList();
  }

  private void read(Directive line, List<RouteSettings> routes, Map<Integer, Path> pages) {
    String to = line.argument(1);
    int status = status(line.argument(0));
    if (status == 0) {
      fates.needsYou(line, "pages are for the statuses " + FIRST + " to " + LAST);
    } else if (to.equalsIgnoreCase("default")) {
      fates.translated(line);
    } else if (to.startsWith("/")) {
      file(line, to, status, routes).ifPresent(file -> pages.put(status, file));
    } else if (to.contains("://")) {
      fates.needsYou(line, "errors are not answered by a redirect: name a file");
    } else {
      fates.needsYou(line, "write the text to a file, and the file's path here");
    }
  }

  private static int status(String word) {
    if (!word.matches("[0-9]{3}")) {
      return 0;
    }
    int status = Integer.parseInt(word);
    return status >= FIRST && status <= LAST ? status : 0;
  }

  private Optional<Path> file(Directive line, String path, int status, List<RouteSettings> routes) {
    fates.translated(line);
    if (isForwarded(path, routes)) {
      fates.warning(
          line,
          path
              + " is forwarded as well, so that the page is never sent: write ProxyPass "
              + path
              + " ! before");
      return Optional.empty();
    }
    Optional<Path> file = files.file(path);
    if (file.isEmpty()) {
      fates.warning(line, path + " is not served, so that the page is never sent");
      return Optional.empty();
    }
    try {
      ErrorPageFile.read(status, file.get());
      return file;
    } catch (IllegalArgumentException e) {
      fates.warning(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isForwarded(String path, List<RouteSettings> routes) {
    return routes.stream()
        .filter(route -> route.match().pattern().isEmpty() && route.match().hasPath(path))
        .findFirst()
        .map(RouteSettings::unguarded)
        .filter(RouteSettings.ToCluster.class::isInstance)
        .isPresent();
  }

  private static RouteSettings with(RouteSettings route, Map<Integer, Path> pages) {
    if (route instanceof RouteSettings.Guarded to) {
      return with(to.route(), pages).guarded(to.requirement());
    }
    if (route instanceof RouteSettings.ToCluster to) {
      return new RouteSettings.ToCluster(to.match(), to.cluster(), to.rewriting(), pages);
    }
    if (route instanceof RouteSettings.ToFiles to) {
      return new RouteSettings.ToFiles(to.match(), to.files(), pages, to.toClient());
    }
    return route instanceof RouteSettings.ToRules to
        ? new RouteSettings.ToRules(to.match(), to.rules(), to.changed(), pages, to.toClient())
        : route;
  }
}
