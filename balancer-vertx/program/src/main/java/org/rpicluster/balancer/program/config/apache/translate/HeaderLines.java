package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.routing.FieldChanges;

/**
 * {@code Header} and {@code RequestHeader} of a server, in the order in which httpd carries them
 * out: those outside of sections, those in Locations, those under a condition; and the variables
 * for which they ask. For one thread and one server.
 */
final class HeaderLines {

  private static final Set<String> DONE_ANYWAY = Set.of("expect", "proxy");

  /** What is carried out where routes are made. */
  private static final Set<String> IN_ROUTES = Set.of("limitrequestbody", "proxyerroroverride");

  private static final String SERVER = "X-Forwarded-Server";

  private final Fates fates;
  private final VariableLines variables;
  private final List<FieldChange> early = new ArrayList<>();
  private final List<FieldChange> toMember = new ArrayList<>();
  private final List<FieldChange> toClient = new ArrayList<>();

  HeaderLines(Fates fates) {
    this.fates = fates;
    variables = new VariableLines(fates);
  }

  /** Reads the lines of servers, the main server's before those of a host. */
  void read(List<Server> servers) {
    servers.forEach(server -> lines(server.directives(), List.of()));
    for (Server server : servers) {
      server.directives().forEach(this::location);
    }
    servers.forEach(server -> conditions(server.directives(), List.of()));
  }

  private void lines(List<Directive> directives, List<Condition> around) {
    for (Directive line : directives) {
      if (line.is("header") || line.is("requestheader")) {
        change(line, around);
      } else {
        variables.read(line, around);
      }
    }
  }

  private void change(Directive line, List<Condition> around) {
    if (isDoneAnyway(line)) {
      fates.translated(line);
      return;
    }
    try {
      FieldChange change = HeaderLine.read(line, around);
      if (line.is("header")) {
        toClient.add(change);
      } else {
        (HeaderLine.isEarly(line) ? early : toMember).add(change);
      }
      fates.translated(line);
    } catch (IllegalArgumentException e) {
      fates.needsYou(line, String.valueOf(e.getMessage()));
    }
  }

  /** No client's word for a proxy goes to members, and an expectation is met on the way there. */
  private static boolean isDoneAnyway(Directive line) {
    return line.is("requestheader")
        && line.argument(0).equalsIgnoreCase("unset")
        && DONE_ANYWAY.contains(HeaderLine.bare(line.argument(1)).toLowerCase(Locale.ROOT));
  }

  private void location(Directive section) {
    SectionCondition.ofLocation(section)
        .ifPresent(
            condition -> {
              List<Condition> around = condition.stream().toList();
              lines(section.children(), around);
              conditions(section.children(), around);
            });
  }

  /** {@code <If>} and what follows it: each is asked only if none before it holds. */
  private void conditions(List<Directive> directives, List<Condition> around) {
    List<String> before = new ArrayList<>();
    for (Directive section : directives) {
      if (SectionCondition.isCondition(section)) {
        if (section.is("<if")) {
          before.clear();
        }
        condition(section, around, before);
      }
    }
  }

  private void condition(Directive section, List<Condition> around, List<String> before) {
    String text = section.is("<else") ? "" : String.join(" ", section.arguments());
    try {
      List<Condition> within = new ArrayList<>(around);
      before.forEach(earlier -> within.add(Condition.of("expr=!(" + earlier + ")")));
      if (!section.is("<else")) {
        within.add(Condition.of("expr=" + text));
      }
      lines(section.children(), within);
      sayOf(section);
    } catch (IllegalArgumentException e) {
      fates.stops(section, String.valueOf(e.getMessage()));
    }
    before.add(text);
  }

  private void sayOf(Directive section) {
    Optional<Directive> other = section.children().stream().filter(c -> !isRead(c)).findFirst();
    if (other.isPresent()) {
      fates.stops(section, other.get().shown() + " under a condition is not carried out");
    } else {
      fates.translated(section);
    }
  }

  private static boolean isRead(Directive child) {
    return child.key().endsWith("header")
        || child.key().contains("setenv")
        || child.key().startsWith("rewrite")
        || IN_ROUTES.contains(child.key())
        || AccessReader.reads(child);
  }

  /** What sets variables, in the order in which it is asked. */
  List<VariableRule> variables() {
    return variables.rules();
  }

  /** What is changed in requests to members. */
  FieldChanges toMember(String serverName) {
    List<FieldChange> all = new ArrayList<>(early);
    all.addAll(toMember);
    boolean good = serverName.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!serverName.isEmpty() && good && all.stream().noneMatch(HeaderLines::isServer)) {
      all.add(FieldChange.of(Action.SET, SERVER, serverName.replace("%", "%%")));
    }
    return with(all);
  }

  private static boolean isServer(FieldChange change) {
    return change.name().equalsIgnoreCase(SERVER) && change.action() == Action.SET;
  }

  /** What is changed in answers of members and files. */
  FieldChanges toClient() {
    return with(toClient);
  }

  /** What is changed in errors and redirects as well. */
  FieldChanges always() {
    return with(toClient.stream().filter(FieldChange::always).toList());
  }

  private FieldChanges with(List<FieldChange> changes) {
    boolean asks = changes.stream().anyMatch(change -> !change.isPlain());
    List<VariableRule> asked = asks ? variables.rules() : List.of();
    return new FieldChanges(asked, changes);
  }
}
