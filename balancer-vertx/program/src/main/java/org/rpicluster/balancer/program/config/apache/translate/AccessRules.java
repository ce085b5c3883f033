package org.rpicluster.balancer.program.config.apache.translate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.AccessReader.Merging;
import org.rpicluster.balancer.program.config.apache.translate.AccessReader.Rules;
import org.rpicluster.balancer.program.config.apache.translate.OrderReader.Order;
import org.rpicluster.balancer.program.config.apache.translate.SectionScope.RouteScope;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.Requirement.Cases.Case;

/**
 * Makes the access of a route of the sections that its requests are in: each syntax goes by the
 * last section that says something in it, and both must let in, or one with {@code Satisfy Any}.
 * O(sections that may be asked), twice that squared where users are asked for. For one thread.
 * Apache's {@code ap_process_request_internal}.
 */
final class AccessRules {

  /** What is before each is written once more: it grows with two to this. */
  private static final int MERGED_MAX = 6;

  private final Path root;
  private final Fates fates;

  AccessRules(Path root, Fates fates) {
    this.root = root;
    this.fates = fates;
  }

  /** A section, and which requests it is for. */
  record Section(SectionScope where, Rules rules) {}

  /** What must hold of requests, by the sections in the order in which httpd merges them. */
  Requirement of(RouteScope scope, List<Section> sections) {
    Requirement require = require(scope, sections);
    List<Case> cases = new ArrayList<>();
    Requirement otherwise = require;
    for (int i = sections.size() - 1; i >= 0; i--) {
      Requirement when = sections.get(i).where().of(scope);
      List<Order> orders = sections.get(i).rules().byOrder();
      boolean counts = !orders.isEmpty() && !when.equals(Requirement.NOTHING);
      for (int j = 0; counts && j < orders.size(); j++) {
        Requirement both = together(sections.get(i), orders.get(j), require);
        Requirement of = Requirements.all(List.of(when, orders.get(j).when()));
        if (of.equals(Requirement.EVERYONE)) {
          return Requirements.cases(cases, both);
        }
        cases.add(new Case(of, both));
      }
    }
    return Requirements.cases(cases, otherwise);
  }

  private Requirement together(Section section, Order order, Requirement require) {
    boolean open = order.satisfyAny() && order.allowed().equals(Requirement.EVERYONE);
    if (open && !require.equals(Requirement.EVERYONE)) {
      fates.warning(
          section.rules().section(),
          "Satisfy Any lets every client in here, whatever Require says: no Order shuts one out");
    }
    List<Requirement> both = List.of(require, order.allowed());
    return order.satisfyAny() ? Requirements.any(both) : Requirements.all(both);
  }

  private Requirement require(RouteScope scope, List<Section> sections) {
    return require(scope, sections, sections.size(), withoutRequire(scope, sections));
  }

  /** What the first so many sections require, and what holds where none of them does. */
  private Requirement require(
      RouteScope scope, List<Section> sections, int count, Requirement otherwise) {
    List<Case> cases = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      Section section = sections.get(i);
      Requirement when = section.where().of(scope);
      if (section.rules().byRequire().isPresent() && !when.equals(Requirement.NOTHING)) {
        int at = i;
        Requirement own =
            section.rules().byRequire().get().by(line -> login(line, scope, sections, at));
        Requirement then = merged(scope, sections, i, own);
        if (when.equals(Requirement.EVERYONE)) {
          return Requirements.cases(cases, then);
        }
        cases.add(new Case(when, then));
      }
    }
    return Requirements.cases(cases, otherwise);
  }

  /** A section's own, with what those before it say where it is merged with that. */
  private Requirement merged(RouteScope scope, List<Section> sections, int index, Requirement own) {
    Section section = sections.get(index);
    Merging merging = section.rules().merging();
    if (merging == Merging.OFF) {
      return own;
    }
    if (sections.stream().filter(s -> s.rules().merging() != Merging.OFF).count() > MERGED_MAX) {
      fates.stops(
          section.rules().section(), "more than " + MERGED_MAX + " AuthMerging: write less");
      return Requirement.NOTHING;
    }
    if (merging == Merging.OR
        && sections.subList(0, index).stream().anyMatch(AccessRules::limits)) {
      fates.stops(section.rules().section(), "AuthMerging Or behind <Limit> is not carried out");
      return Requirement.NOTHING;
    }
    return merging == Merging.AND
        ? Requirements.all(List.of(require(scope, sections, index, Requirement.EVERYONE), own))
        : Requirements.any(List.of(require(scope, sections, index, Requirement.NOTHING), own));
  }

  private static boolean limits(Section section) {
    return section.rules().section().children().stream()
        .anyMatch(child -> child.is("<limit") || child.is("<limitexcept"));
  }

  /** An {@code AuthType} that nothing asks for is an error of every request in httpd. */
  private Requirement withoutRequire(RouteScope scope, List<Section> sections) {
    List<Case> cases = new ArrayList<>();
    for (int i = sections.size() - 1; i >= 0; i--) {
      Optional<Directive> type = sections.get(i).rules().login().type();
      Requirement when = sections.get(i).where().of(scope);
      if (type.isPresent() && !when.equals(Requirement.NOTHING)) {
        boolean none = type.get().argument(0).equalsIgnoreCase("none");
        Requirement then = none ? Requirement.EVERYONE : Requirement.NOTHING;
        if (!none && sections.get(i).rules().byRequire().isEmpty()) {
          fates.warning(
              type.get(),
              "where no Require asks for a user, every request gets 403 (expected: Require)");
        }
        if (when.equals(Requirement.EVERYONE)) {
          return Requirements.cases(cases, then);
        }
        cases.add(new Case(when, then));
      }
    }
    return Requirements.cases(cases, Requirement.EVERYONE);
  }

  /** Applies users are known from that a section asks for: other sections may have said it. */
  private Login login(Directive asking, RouteScope scope, List<Section> sections, int at) {
    LoginLines login = sections.get(at).rules().login();
    LoginLines merged = null;
    for (int i = 0; i < sections.size(); i++) {
      Section other = sections.get(i);
      if (i == at || !other.rules().login().isEmpty() && isAround(other, sections.get(at), scope)) {
        LoginLines said = i == at ? login : other.rules().login();
        merged = merged == null ? said : merged.then(said);
      } else if (!other.rules().login().isEmpty() && mayBeWithin(other, i, sections, at, scope)) {
        fates.stops(asking, "which users are meant is not clear: name them in this section");
      }
    }
    return (merged == null ? login : merged).login(asking, root, fates);
  }

  /** Whether every request of a section is one of another's. */
  private static boolean isAround(Section other, Section section, RouteScope scope) {
    Optional<String> outer = other.where().prefix();
    Optional<String> inner = section.where().prefix();
    boolean within =
        outer.isPresent() && inner.isPresent() && UrlPath.isWithin(outer.get(), inner.get());
    return within || other.where().of(scope).equals(Requirement.EVERYONE);
  }

  /** Whether some of its requests may be, and go by this one all the same. */
  private static boolean mayBeWithin(
      Section other, int index, List<Section> sections, int at, RouteScope scope) {
    if (other.where().of(scope).equals(Requirement.NOTHING)
        || index > at && other.rules().byRequire().isPresent()) {
      return false;
    }
    Optional<String> one = other.where().prefix();
    Optional<String> two = sections.get(at).where().prefix();
    return one.isEmpty() || two.isEmpty() || UrlPath.isWithin(two.get(), one.get());
  }
}
