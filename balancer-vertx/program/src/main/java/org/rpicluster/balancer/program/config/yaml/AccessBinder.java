package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.access.FromAddress;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/** Binds {@code allow}, {@code users}, {@code access} and {@code satisfy} of a route. Stateless. */
final class AccessBinder {

  private enum Satisfy {
    ALL,
    ANY
  }

  private AccessBinder() {}

  /** What must hold of the requests of a route; empty if something is wrong with it. */
  static Optional<Requirement> bind(YamlMap map) {
    List<Optional<Requirement>> parts = new ArrayList<>();
    map.find("allow").ifPresent(value -> parts.add(allow(value)));
    map.find("users").ifPresent(value -> parts.add(UsersBinder.bind(value)));
    map.find("access").ifPresent(value -> parts.add(RequirementBinder.bind(value)));
    Optional<Satisfy> satisfy =
        map.find("satisfy").map(v -> v.oneOf(Satisfy.class)).orElse(Optional.of(Satisfy.ALL));
    List<Requirement> bound = parts.stream().flatMap(Optional::stream).toList();
    return satisfy
        .filter(any -> bound.size() == parts.size())
        .map(s -> bound.size() == 1 ? bound.get(0) : together(bound, s));
  }

  private static Requirement together(List<Requirement> parts, Satisfy satisfy) {
    boolean any = satisfy == Satisfy.ANY && !parts.isEmpty();
    return any ? new Requirement.Any(parts) : new Requirement.All(parts);
  }

  /** A list of addresses; empty if one of them is none. */
  static Optional<Requirement> allow(YamlValue value) {
    return AddressesBinder.whole(value).map(texts -> new FromAddress(AddressList.of(texts)));
  }
}
