package org.rpicluster.balancer.program.config.yaml;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.vertx.access.AddressMatches;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.ExpressionHolds;
import org.rpicluster.balancer.vertx.access.FieldMatches;
import org.rpicluster.balancer.vertx.access.FromAddress;
import org.rpicluster.balancer.vertx.access.KnownUser;
import org.rpicluster.balancer.vertx.access.PathMatches;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.Requirement.All;
import org.rpicluster.balancer.vertx.access.Requirement.Any;
import org.rpicluster.balancer.vertx.access.Requirement.Cases;
import org.rpicluster.balancer.vertx.access.Requirement.Cases.Case;
import org.rpicluster.balancer.vertx.access.Requirement.None;
import org.rpicluster.balancer.vertx.access.WithMethod;

/** Writes who may use a route; the other side of {@link AccessBinder}. Stateless. */
final class AccessText {

  private AccessText() {}

  /** Adds what a route says, in the short form where there is one. */
  static void add(Map<String, Object> map, Requirement requirement) {
    if (requirement instanceof FromAddress from) {
      map.put("allow", from.addresses().texts());
    } else if (requirement instanceof KnownUser user) {
      map.put("users", users(user));
    } else if (requirement instanceof All all && isShort(all.parts())) {
      all.parts().forEach(part -> add(map, part));
    } else if (requirement instanceof Any any && isShort(any.parts())) {
      any.parts().forEach(part -> add(map, part));
      map.put("satisfy", "any");
    } else {
      map.put("access", of(requirement));
    }
  }

  private static boolean isShort(List<Requirement> parts) {
    return parts.size() == 2
        && parts.get(0) instanceof FromAddress
        && parts.get(1) instanceof KnownUser;
  }

  private static Object of(Requirement requirement) {
    if (requirement.equals(Requirement.EVERYONE)) {
      return RequirementBinder.GRANTED;
    } else if (requirement.equals(Requirement.NOTHING)) {
      return RequirementBinder.DENIED;
    } else if (requirement instanceof All all) {
      return Map.of("all", each(all.parts()));
    } else if (requirement instanceof Any any) {
      return Map.of("any", each(any.parts()));
    } else if (requirement instanceof None none) {
      return Map.of("none", each(none.parts()));
    } else if (requirement instanceof Cases cases) {
      return Map.of("cases", cases.cases().stream().map(AccessText::aCase).toList());
    }
    return condition(requirement);
  }

  private static Object condition(Requirement requirement) {
    if (requirement instanceof FromAddress from) {
      return Map.of("allow", from.addresses().texts());
    } else if (requirement instanceof KnownUser user) {
      return Map.of("users", users(user));
    } else if (requirement instanceof WithMethod with) {
      return Map.of("methods", with.methods());
    } else if (requirement instanceof AtPath at) {
      return Map.of("path", at.match().writtenPath());
    } else if (requirement instanceof AddressMatches address) {
      return Map.of("address", address.pattern().toString());
    } else if (requirement instanceof ExpressionHolds facts) {
      return Map.of("expression", facts.expression());
    } else if (requirement instanceof FieldMatches field) {
      return Map.of(
          "header",
          ConfigurationText.ordered("name", field.field(), "matches", field.pattern().toString()));
    }
    PathMatches path = (PathMatches) requirement;
    String matches = path.pattern().toString();
    return Map.of(
        "pattern",
        path.by().isEmpty()
            ? matches
            : ConfigurationText.ordered(
                "matches", matches, "replacing", path.replaced(), "by", path.by()));
  }

  private static List<Object> each(List<Requirement> parts) {
    return parts.stream().map(AccessText::of).toList();
  }

  private static Map<String, Object> aCase(Case one) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!one.when().equals(Requirement.EVERYONE)) {
      map.put("when", of(one.when()));
    }
    map.put("then", of(one.then()));
    return map;
  }

  private static Object users(KnownUser user) {
    Map<String, Object> map = ConfigurationText.ordered("file", user.login().users().toString());
    map.put("realm", user.login().realm());
    names(map, "names", user.names());
    names(map, "groups", user.groups());
    user.login().groups().ifPresent(file -> map.put("groupFile", file.toString()));
    return map;
  }

  private static void names(Map<String, Object> map, String key, Set<String> names) {
    if (!names.isEmpty()) {
      map.put(key, names.stream().map(AccessText::written).sorted().toList());
    }
  }

  /** A name with a character for each byte, as people write it. */
  private static String written(String name) {
    return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
