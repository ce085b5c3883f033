package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.access.FromAddress;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.access.Requirement.Cases;
import org.rpicluster.balancer.vertx.access.Requirement.Cases.Case;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/**
 * Requirements in the shortest form that means the same, so that what is a list of addresses is
 * written as one. O(size), of two lists of addresses their product. Stateless.
 */
final class Requirements {

  private Requirements() {}

  /** Clients in one of these blocks. */
  static Requirement from(List<Cidr> blocks) {
    List<String> texts = blocks.stream().distinct().map(Cidr::toString).toList();
    return blocks.isEmpty() ? Requirement.NOTHING : new FromAddress(AddressList.of(texts));
  }

  /** The blocks, of one that is nothing else. */
  static Optional<List<Cidr>> blocks(Requirement requirement) {
    return requirement instanceof FromAddress from
        ? Optional.of(
            from.addresses().texts().stream().flatMap(text -> Cidr.parse(text).stream()).toList())
        : Optional.empty();
  }

  static Requirement all(List<Requirement> parts) {
    List<Requirement> all = new ArrayList<>();
    for (Requirement part : parts) {
      List<Requirement> flat = part instanceof Requirement.All a ? a.parts() : List.of(part);
      flat.forEach(one -> add(all, one, false));
    }
    if (all.contains(Requirement.NOTHING)) {
      return Requirement.NOTHING;
    }
    return all.size() == 1 ? all.get(0) : new Requirement.All(all);
  }

  static Requirement any(List<Requirement> parts) {
    List<Requirement> any = new ArrayList<>();
    for (Requirement part : parts) {
      List<Requirement> flat = part instanceof Requirement.Any a ? a.parts() : List.of(part);
      flat.forEach(one -> add(any, one, true));
    }
    if (any.contains(Requirement.EVERYONE)) {
      return Requirement.EVERYONE;
    }
    return any.size() == 1 ? any.get(0) : new Requirement.Any(any);
  }

  static Requirement none(List<Requirement> parts) {
    Requirement any = any(parts);
    if (any.equals(Requirement.NOTHING) || any.equals(Requirement.EVERYONE)) {
      return any.equals(Requirement.NOTHING) ? Requirement.EVERYONE : Requirement.NOTHING;
    }
    return new Requirement.None(any instanceof Requirement.Any a ? a.parts() : List.of(any));
  }

  /** The first case decides, or else the rest. */
  static Requirement cases(List<Case> cases, Requirement otherwise) {
    if (cases.stream().allMatch(one -> one.then().equals(otherwise))) {
      return otherwise;
    }
    List<Case> all = new ArrayList<>(cases);
    all.add(new Case(Requirement.EVERYONE, otherwise));
    return new Cases(all);
  }

  /** Two lists of addresses are one: those of either, or those of both. */
  private static void add(List<Requirement> parts, Requirement part, boolean either) {
    Optional<List<Cidr>> blocks = blocks(part);
    for (int i = 0; i < parts.size() && blocks.isPresent(); i++) {
      Optional<List<Cidr>> before = blocks(parts.get(i));
      if (before.isPresent()) {
        List<Cidr> both = new ArrayList<>(before.get());
        both.addAll(blocks.get());
        parts.set(i, from(either ? both : common(before.get(), blocks.get())));
        return;
      }
    }
    if (!parts.contains(part)) {
      parts.add(part);
    }
  }

  /** Of two blocks one is within the other, or they have nothing in common. */
  private static List<Cidr> common(List<Cidr> some, List<Cidr> others) {
    List<Cidr> both = new ArrayList<>();
    for (Cidr one : some) {
      for (Cidr another : others) {
        if (one.contains(another) || another.contains(one)) {
          both.add(one.contains(another) ? another : one);
        }
      }
    }
    return both;
  }
}
