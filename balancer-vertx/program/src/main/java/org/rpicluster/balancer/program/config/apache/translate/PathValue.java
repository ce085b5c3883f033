package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;

/**
 * The values of one directive for the paths of a server: the server itself; Locations, of which the
 * last that a request is in counts; and conditions after them. What goes by an expression is a
 * condition too. O(Locations) for each path. For one thread and one server. Apache's {@code
 * ap_location_walk} and {@code ap_if_walk}.
 *
 * @param <T> what the directive says
 */
final class PathValue<T> {

  private static final String ELSEWHERE =
      "carried out outside of sections, in <Location>, <LocationMatch> and <If>";

  private final String key;
  private final Function<Directive, T> value;
  private final Fates fates;
  private final List<Location<T>> locations = new ArrayList<>();
  private final List<When<T>> conditions = new ArrayList<>();
  private T everywhere;

  /** A section's: of all below a path, or of what a condition holds for. */
  private record Location<T>(String path, Optional<When<T>> when, T value) {}

  /**
   * What holds for some requests alone.
   *
   * @param conditions must all hold
   */
  record When<T>(List<Condition> conditions, T value) {}

  /**
   * What holds at a path.
   *
   * @param value for all requests
   * @param some in its place for some requests: the last that holds counts
   */
  record Held<T>(T value, List<When<T>> some) {}

  /**
   * Reads the lines of servers, the main server's before those of a host.
   *
   * @param key the directive's name in small letters
   * @param unless what holds where no line says anything
   * @param value of a line
   */
  PathValue(List<Server> servers, String key, T unless, Function<Directive, T> value, Fates fates) {
    this.key = key;
    this.value = value;
    this.fates = fates;
    everywhere = unless;
    for (Server server : servers) {
      server.all(key).forEach(line -> everywhere = value.apply(line));
    }
    servers.forEach(server -> server.directives().forEach(this::section));
    servers.forEach(server -> conditions(server.directives(), List.of()));
    for (Server server : servers) {
      server.directives().forEach(this::conditionsWithin);
    }
  }

  private void section(Directive section) {
    for (Directive line : section.children()) {
      if (line.is(key) && !SectionCondition.isCondition(section)) {
        within(section, line);
      }
    }
  }

  private void within(Directive section, Directive line) {
    String path = section.argument(0);
    boolean isPlain = section.is("<location") && !UrlPath.isPattern(path) && UrlPath.isPrefix(path);
    Optional<Condition> condition = SectionCondition.ofLocation(section).flatMap(c -> c);
    if (isPlain) {
      locations.add(new Location<>(path, Optional.empty(), value.apply(line)));
    } else if (condition.isPresent()) {
      T said = value.apply(line);
      When<T> when = new When<>(List.of(condition.get()), said);
      locations.add(new Location<>("/", Optional.of(when), said));
    } else {
      fates.needsYou(line, ELSEWHERE);
    }
  }

  private void conditionsWithin(Directive section) {
    boolean has = section.children().stream().anyMatch(SectionCondition::isCondition);
    if (has && section.key().startsWith("<location")) {
      SectionCondition.ofLocation(section)
          .ifPresent(around -> conditions(section.children(), around.stream().toList()));
    }
  }

  private void conditions(List<Directive> directives, List<Condition> around) {
    for (ConditionChain.Link link : ConditionChain.of(directives, around)) {
      link.section().children().stream()
          .filter(line -> line.is(key))
          .forEach(line -> conditions.add(new When<>(link.when(), value.apply(line))));
    }
  }

  /** What holds at a path. */
  Held<T> at(String path) {
    T last = everywhere;
    List<When<T>> some = new ArrayList<>();
    for (Location<T> location : locations) {
      if (location.when().isPresent()) {
        some.add(location.when().get());
      } else if (UrlPath.isWithin(location.path(), path)) {
        last = location.value();
        some.clear();
      }
    }
    some.addAll(conditions);
    return new Held<>(last, some);
  }

  /** The paths below one at which something of its own may hold. */
  Stream<String> below(String path) {
    return locations.stream()
        .filter(location -> location.when().isEmpty())
        .map(Location::path)
        .filter(below -> !below.equals(path) && UrlPath.isWithin(path, below));
  }
}
