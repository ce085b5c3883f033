package org.rpicluster.balancer.program.config.apache.translate;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.ErrorPageFile;
import org.rpicluster.balancer.program.config.ErrorPageSettings;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * {@code ErrorDocument} of a server, as pages of its routes: texts, URLs that clients are sent to,
 * and files that it would serve itself. One that is forwarded as well is not sent in httpd either,
 * where members would be asked for it. Asks the disk; for one thread and one server.
 */
final class ErrorDocuments {

  private static final int FIRST = 400;
  private static final int LAST = 599;
  private static final int UNAUTHORIZED = 401;

  private static final String DOCTYPE =
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n";

  private final List<Server> servers;
  private final ServedFiles files;
  private final Fates fates;

  /** Those that the disk has been asked for. */
  private final Map<Directive, ErrorPageSettings> local = new IdentityHashMap<>();

  ErrorDocuments(List<Server> servers, ServedFiles files, Fates fates) {
    this.servers = servers;
    this.files = files;
    this.fates = fates;
  }

  /**
   * The routes with their pages; later lines win, a host's those of the main server, and those of
   * Locations, each below its path, those outside of them.
   */
  List<RouteSettings> on(List<RouteSettings> routes) {
    Map<String, Directive> lines = new TreeMap<>();
    for (Server server : servers) {
      lines(server.directives()).forEach(line -> lines.put(line.argument(0), line));
    }
    Map<Integer, ErrorPageSettings> pages = new HashMap<>();
    lines.forEach((status, line) -> read(line, routes, pages));
    PagesByLocation within = new PagesByLocation(pages);
    for (Server server : servers) {
      server.directives().stream()
          .filter(PagesByLocation::isOne)
          .forEach(section -> within.add(section, onTop -> read(section, routes, onTop)));
    }
    return within.isEmpty()
        ? routes
        : routes.stream().flatMap(route -> within.on(route, ErrorDocuments::with)).toList();
  }

  private static List<Directive> lines(List<Directive> directives) {
    return directives.stream().filter(line -> line.is(PagesByLocation.KEY)).toList();
  }

  private void read(
      Directive line, List<RouteSettings> routes, Map<Integer, ErrorPageSettings> pages) {
    if (PagesByLocation.isOne(line)) {
      lines(line.children()).forEach(child -> read(child, routes, pages));
      return;
    }
    String to = line.argument(1);
    int status = status(line.argument(0));
    boolean isStatus = line.argument(0).matches("[1-5][0-9]{2}([^0-9].*)?");
    if (!isStatus) {
      fates.refused(line, line.shown(), line.argument(0), "a status, " + FIRST + " to " + LAST);
    } else if (status == 0) {
      fates.needsYou(line, "pages are for the statuses " + FIRST + " to " + LAST);
    } else if (to.equalsIgnoreCase("default")) {
      fates.translated(line);
      pages.remove(status);
    } else if (to.startsWith("/")) {
      fates.translated(line);
      pages.put(status, local.computeIfAbsent(line, any -> local(line, to, status, routes)));
    } else {
      other(line, to, status).ifPresent(page -> pages.put(status, page));
    }
  }

  /** A URL that clients are sent to, or a text. */
  private Optional<ErrorPageSettings> other(Directive line, String to, int status) {
    boolean isUrl = to.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
    if (isUrl && status == UNAUTHORIZED) {
      fates.noEffect(line, "httpd leaves it out: a browser must see 401 to ask for a password");
      return Optional.empty();
    }
    try {
      ErrorPageSettings page = isUrl ? ErrorPageSettings.NONE.redirect(to) : text(written(to));
      fates.translated(line);
      return Optional.of(page.whole());
    } catch (IllegalArgumentException e) {
      fates.needsYou(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** In the syntax before 2.0 a text had a quote before it, and none behind. */
  private static String written(String to) {
    return to.startsWith("\"") ? to.substring(1) : to;
  }

  /** As httpd says of it, but for letters that would be other ones then. */
  private static ErrorPageSettings text(String text) {
    boolean isAscii = text.chars().allMatch(c -> c < 0x80);
    return ErrorPageSettings.NONE
        .body(text)
        .type("text/html; charset=" + (isAscii ? "iso-8859-1" : "utf-8"));
  }

  private static int status(String word) {
    if (!word.matches("[0-9]{3}")) {
      return 0;
    }
    int status = Integer.parseInt(word);
    return status >= FIRST && status <= LAST ? status : 0;
  }

  /** One that cannot be sent is a page of httpd's kind. */
  private ErrorPageSettings local(
      Directive line, String path, int status, List<RouteSettings> routes) {
    if (isForwarded(path, routes)) {
      fates.warning(
          line,
          path
              + " is forwarded as well, so that the page is never sent: write ProxyPass "
              + path
              + " ! before");
      return ownPage(status);
    }
    Optional<Path> file = files.file(path);
    if (file.isEmpty()) {
      fates.warning(line, path + " is not served, so that the page is never sent");
      return ownPage(status);
    }
    try {
      ErrorPageFile.read(status, file.get());
      return ErrorPageSettings.of(file.get()).charset(files.charset());
    } catch (IllegalArgumentException e) {
      fates.warning(line, String.valueOf(e.getMessage()));
      return ownPage(status);
    }
  }

  private static ErrorPageSettings ownPage(int status) {
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    return text(
        DOCTYPE
            + "<html><head>\n<title>"
            + status
            + " "
            + reason
            + "</title>\n</head><body>\n<h1>"
            + reason
            + "</h1>\n</body></html>\n");
  }

  private static boolean isForwarded(String path, List<RouteSettings> routes) {
    return routes.stream()
        .filter(route -> route.match().pattern().isEmpty() && route.match().hasPath(path))
        .findFirst()
        .map(RouteSettings::unguarded)
        .filter(RouteSettings.ToCluster.class::isInstance)
        .isPresent();
  }

  private static RouteSettings with(RouteSettings route, Map<Integer, ErrorPageSettings> pages) {
    if (route instanceof RouteSettings.Guarded to) {
      return with(to.route(), pages).guarded(to.requirement());
    }
    if (route instanceof RouteSettings.ToCluster to) {
      return new RouteSettings.ToCluster(to.match(), to.cluster(), to.rewriting(), pages);
    }
    if (route instanceof RouteSettings.ToFiles to) {
      return new RouteSettings.ToFiles(to.match(), to.files(), pages, to.toClient());
    }
    if (route instanceof RouteSettings.ToResponse to) {
      return new RouteSettings.ToResponse(to.match(), to.answer(), pages, to.toClient());
    }
    return route instanceof RouteSettings.ToRules to ? to.with(pages) : route;
  }
}
