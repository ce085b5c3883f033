package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * What one directive says for the paths of a server: the server itself, and Locations with a plain
 * path, of which the last that has a path counts. O(Locations) for each path. For one thread and
 * one server.
 *
 * @param <T> what the directive says
 */
final class PathValue<T> {

  private record AtPath<T>(String path, T value) {}

  private final List<AtPath<T>> locations = new ArrayList<>();
  private T everywhere;

  /**
   * Reads the lines of servers, the main server's before those of a host.
   *
   * @param key the directive's name in small letters
   * @param unless what holds where no line says anything
   * @param value of a line
   */
  PathValue(List<Server> servers, String key, T unless, Function<Directive, T> value, Fates fates) {
    everywhere = unless;
    for (Server server : servers) {
      server.all(key).forEach(line -> everywhere = value.apply(line));
    }
    for (Server server : servers) {
      for (Directive section : server.directives()) {
        for (Directive line : section.children()) {
          if (line.is(key)) {
            within(section, line, value, fates);
          }
        }
      }
    }
  }

  private void within(
      Directive section, Directive line, Function<Directive, T> value, Fates fates) {
    String path = section.argument(0);
    if (section.is("<location") && !UrlPath.isPattern(path)) {
      locations.add(new AtPath<>(path, value.apply(line)));
    } else {
      fates.needsYou(line, "carried out in <Location> with a plain path, and outside of sections");
    }
  }

  /** What holds at a path. */
  T at(String path) {
    T last = everywhere;
    for (AtPath<T> location : locations) {
      if (UrlPath.isWithin(location.path(), path)) {
        last = location.value();
      }
    }
    return last;
  }

  /** The paths below one at which something of its own may hold. */
  Stream<String> below(String path) {
    return locations.stream()
        .map(AtPath::path)
        .filter(below -> !below.equals(path) && UrlPath.isWithin(path, below));
  }
}
