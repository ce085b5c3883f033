package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.Credentials;
import org.rpicluster.balancer.vertx.access.ExpressionHolds;
import org.rpicluster.balancer.vertx.access.KnownUser;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Requirement;

/**
 * Reads {@code Require} and its groups. For other methods than its own a line is as if it were not
 * there. For one thread and one configuration. Apache's {@code mod_authz_core}.
 */
final class RequireReader {

  /** Those that are carried out, and those that others know. */
  private static final List<String> KINDS =
      List.of("all", "ip", "local", "host", "method", "env", "expr", "valid-user", "user", "group");

  private static final Set<String> GROUPS = Set.of("<requireall", "<requireany", "<requirenone");

  private final Fates fates;
  private final AccessVariables variables;

  RequireReader(Fates fates, AccessVariables variables) {
    this.fates = fates;
    this.variables = variables;
  }

  /** What lines require, once it is known where users are known from. */
  interface Demand {
    Requirement by(Function<Directive, Login> login);
  }

  /** The lines of a section: one of them is enough. */
  Demand section(List<AccessLine> lines) {
    MethodSet methods =
        lines.stream().map(AccessLine::methods).reduce(MethodSet.NONE, MethodSet::or);
    Requirement others = Requirements.none(List.of(methods.requirement()));
    List<Directive> all = lines.stream().map(AccessLine::line).toList();
    refuse(all);
    List<Demand> parts = lines.stream().map(this::limited).toList();
    return login ->
        Requirements.any(
            List.of(others, Requirements.any(parts.stream().map(p -> p.by(login)).toList())));
  }

  private Demand limited(AccessLine line) {
    Demand one = one(line.line());
    Requirement methods = line.methods().requirement();
    return login -> Requirements.all(List.of(methods, one.by(login)));
  }

  private void refuseOnlyNegative(List<Directive> lines) {
    if (!lines.isEmpty() && lines.stream().allMatch(RequireReader::isNegative)) {
      Directive line = lines.get(0);
      fates.wrong(
          line,
          line.shown(),
          "only what is not allowed",
          "<RequireAll> with Require all granted beside it");
    }
  }

  /** httpd refuses to start: it would have no effect beside others of which one is enough. */
  private void refuse(List<Directive> lines) {
    if (lines.stream().allMatch(RequireReader::isNegative)) {
      refuseOnlyNegative(lines);
      return;
    }
    lines.stream()
        .filter(RequireReader::isNegative)
        .forEach(
            line ->
                fates.wrong(
                    line, line.shown(), "what is not allowed, beside what is", "<RequireAll>"));
  }

  private static boolean isNegative(Directive line) {
    return line.is("<requirenone") || line.argument(0).equalsIgnoreCase("not");
  }

  private Demand one(Directive line) {
    if (!GROUPS.contains(line.key())) {
      return negated(line);
    }
    fates.translated(line);
    List<Directive> lines = lines(line);
    if (line.is("<requireall")) {
      refuseOnlyNegative(lines);
    } else {
      refuse(lines);
    }
    List<Demand> parts = lines.stream().map(this::one).toList();
    return login -> {
      List<Requirement> each = parts.stream().map(part -> part.by(login)).toList();
      return switch (line.key()) {
        case "<requireall" -> Requirements.all(each);
        case "<requireany" -> Requirements.any(each);
        default -> Requirements.none(each);
      };
    };
  }

  private List<Directive> lines(Directive group) {
    List<Directive> lines = new ArrayList<>();
    for (Directive child : group.children()) {
      if (GROUPS.contains(child.key()) || child.is("require")) {
        lines.add(child);
      } else {
        fates.stops(child, "this is not known within " + group.shown());
      }
    }
    return lines;
  }

  private Demand negated(Directive line) {
    boolean not = line.argument(0).equalsIgnoreCase("not");
    List<String> words = line.arguments().subList(not ? 1 : 0, line.arguments().size());
    String kind = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    if (not && List.of("valid-user", "user", "group").contains(kind)) {
      fates.warning(
          line, "a client that says no user is none of these: it gets in as far as others may");
    }
    Demand positive = requirement(line, kind, rest);
    return not ? login -> Requirements.none(List.of(positive.by(login))) : positive;
  }

  private Demand requirement(Directive line, String kind, List<String> rest) {
    if (kind.isEmpty()) {
      fates.wrong(line, "Require", "nothing", "such as ip 192.168.0, local, all granted");
    } else if (List.of("valid-user", "user", "group").contains(kind)) {
      return user(line, kind, rest);
    }
    Requirement fixed =
        switch (kind) {
          case "all" -> granted(line, rest);
          case "ip" -> addresses(line, rest);
          case "local" -> local(line);
          case "host" -> hosts(line, rest);
          case "method" -> methods(line, rest);
          case "env" -> environment(line, rest);
          case "expr" -> expression(line);
          default -> unknown(line, kind);
        };
    return login -> fixed;
  }

  private Requirement unknown(Directive line, String kind) {
    Optional<String> meant = meant(line, kind).filter(name -> !name.equals(kind));
    meant.ifPresent(name -> fates.wrong(line, "Require", kind, name));
    fates.stops(line, "Require " + kind + " is not carried out: it decides who gets in");
    return Requirement.NOTHING;
  }

  /** {@code ip=10.0.0.1}, {@code granted} and {@code deny all} are what hands write. */
  private static Optional<String> meant(Directive line, String kind) {
    int equals = kind.indexOf('=');
    if (equals > 0 && KINDS.contains(kind.substring(0, equals))) {
      return Optional.of(line.text().strip().replaceFirst("=", " "));
    }
    if (kind.matches("grant(ed)?|allow(ed)?|den(y|ied)")) {
      return Optional.of(kind.startsWith("den") ? "all denied" : "all granted");
    }
    return NearestName.to(kind, KINDS);
  }

  private Demand user(Directive line, String kind, List<String> names) {
    if (names.isEmpty() != kind.equals("valid-user")) {
      fates.wrong(line, "Require " + kind, names.isEmpty() ? "nothing" : names.get(0), "names");
    }
    fates.translated(line);
    Set<String> written =
        names.stream().map(Credentials::name).collect(Collectors.toUnmodifiableSet());
    return login ->
        new KnownUser(
            login.apply(line),
            kind.equals("user") ? written : Set.of(),
            kind.equals("group") ? written : Set.of());
  }

  private Requirement granted(Directive line, List<String> words) {
    String word = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
    if (!word.equals("granted") && !word.equals("denied")) {
      fates.wrong(line, "Require all", word.isEmpty() ? "nothing" : word, "granted or denied");
    } else {
      fates.translated(line);
    }
    return word.equals("granted") ? Requirement.EVERYONE : Requirement.NOTHING;
  }

  private Requirement local(Directive line) {
    fates.translated(line);
    return Requirements.from(Cidr.LOCAL);
  }

  private Requirement hosts(Directive line, List<String> names) {
    boolean local = !names.isEmpty() && names.stream().allMatch(Cidr::isLocalName);
    if (!local) {
      fates.stops(line, "names of clients are not looked up: write Require ip with addresses");
      return Requirement.NOTHING;
    }
    fates.translated(line);
    return Requirements.from(Cidr.LOCALHOST);
  }

  private Requirement methods(Directive line, List<String> names) {
    try {
      Requirement methods =
          new MethodSet(
                  false,
                  names.stream()
                      .map(name -> name.equals("HEAD") ? "GET" : name)
                      .collect(Collectors.toUnmodifiableSet()))
              .requirement();
      fates.translated(line);
      return methods;
    } catch (IllegalArgumentException e) {
      fates.error(line, String.valueOf(e.getMessage()));
      return Requirement.NOTHING;
    }
  }

  private Requirement environment(Directive line, List<String> names) {
    fates.translated(line);
    return Requirements.any(names.stream().map(name -> variables.has(line, name)).toList());
  }

  /** Quotes around the whole are none of it. */
  private Requirement expression(Directive line) {
    String text = line.text().replaceFirst("(?i)^(not\\s+)?expr\\s*", "");
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    try {
      Requirement holds = ExpressionHolds.of(quoted ? text.substring(1, text.length() - 1) : text);
      fates.translated(line);
      return holds;
    } catch (IllegalArgumentException e) {
      fates.stops(line, String.valueOf(e.getMessage()));
      return Requirement.NOTHING;
    }
  }

  private Requirement addresses(Directive line, List<String> texts) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : texts) {
      Cidr.parse(text)
          .ifPresentOrElse(
              blocks::add,
              () -> fates.wrong(line, "Require ip", text, "an address such as 192.168.0"));
    }
    if (texts.isEmpty()) {
      fates.wrong(line, "Require ip", "nothing", "an address such as 192.168.0");
    }
    fates.translated(line);
    return Requirements.from(blocks);
  }
}
