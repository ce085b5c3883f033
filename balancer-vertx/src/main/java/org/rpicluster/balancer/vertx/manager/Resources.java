package org.rpicluster.balancer.vertx.manager;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.proxy.LocalExchange;

/**
 * The paths of the manager, each with what it offers. A path is compared segment by segment, each
 * without its escapes, so that a name may have a slash; empty segments do not count. O(resources ×
 * segments); immutable once it is filled. RFC 3986 §3.3.
 */
final class Resources {

  /** In a path of {@link #at}: stands for a name. */
  static final String CLUSTER = ":cluster";

  static final String MEMBER = ":member";

  static final String EDIT = ":edit";

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Map<List<String>, Resource> byPath = new LinkedHashMap<>();
  private final String base;

  /**
   * Nothing yet.
   *
   * @param base the manager's path, which is before every other
   */
  Resources(String base) {
    this.base = base;
  }

  /** Adds one, at a path below the manager's. */
  void at(String path, Resource resource) {
    byPath.put(segments(base + path), resource);
  }

  /** Every method at every path below the manager's, but for HEAD. */
  Set<String> offered() {
    int skipped = segments(base).size();
    return byPath.entrySet().stream()
        .flatMap(
            each -> {
              List<String> path = each.getKey().subList(skipped, each.getKey().size());
              return each.getValue()
                  .methods()
                  .map(method -> method + " /" + String.join("/", path));
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a path can be read. */
  static boolean isPath(String path) {
    return !path.isEmpty() && !BAD_ESCAPE.matcher(path).find();
  }

  /** What there is at a path that can be read. */
  Optional<Found> find(List<String> segments) {
    return byPath.entrySet().stream()
        .filter(each -> isAt(segments, each.getKey()))
        .findFirst()
        .map(each -> new Found(each.getValue(), each.getKey(), segments));
  }

  /**
   * A resource, as one path names it.
   *
   * @param resource what is there
   * @param path as it was added
   * @param segments what was asked for
   */
  record Found(Resource resource, List<String> path, List<String> segments) {

    /** Has it answer. */
    void handle(LocalExchange exchange) {
      resource.handle(new ManagerCall(exchange, name(CLUSTER), name(MEMBER), name(EDIT)));
    }

    private String name(String place) {
      int index = path.indexOf(place);
      return index < 0 ? "" : segments.get(index);
    }
  }

  private static boolean isAt(List<String> segments, List<String> path) {
    boolean same = segments.size() == path.size();
    for (int i = 0; same && i < path.size(); i++) {
      String expected = path.get(i);
      same = expected.startsWith(":") || expected.equals(segments.get(i));
    }
    return same;
  }

  /** The segments of a path, without their escapes. */
  static List<String> segments(String path) {
    return Stream.of(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }
}
