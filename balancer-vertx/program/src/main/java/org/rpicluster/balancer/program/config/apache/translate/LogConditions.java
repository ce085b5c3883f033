package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.VariableRule;

/**
 * The conditions behind a log's format: {@code env=NAME}, {@code env=!NAME} or {@code expr=…}, with
 * the lines of its server that set what it asks for. For one thread and one configuration. Apache's
 * {@code add_custom_log}.
 */
final class LogConditions {

  /** What the balancer sets itself, and a log cannot ask for. */
  private static final String BALANCER = "BALANCER_";

  private final Servers servers;
  private final Fates fates;

  LogConditions(Servers servers, Fates fates) {
    this.servers = servers;
    this.fates = fates;
  }

  /**
   * The condition of a line of a server.
   *
   * @throws IllegalArgumentException if it is none, or cannot be carried out
   */
  LogCondition of(Server server, Directive line) {
    String text = line.argument(2);
    Condition condition = Condition.of(text);
    Check.argument(!text.contains(BALANCER), "condition", text, "variables that SetEnvIf sets");
    HeaderLines lines = new HeaderLines(fates);
    lines.read(around(server));
    if (server.isMain() && servers.hosts().size() > 1) {
      servers.hosts().forEach(host -> requireSilent(host, text));
    }
    return new LogCondition(List.of(condition), asked(lines.variables(), text));
  }

  /** Those whose lines count; the main server's log is the one of a single host as well. */
  private List<Server> around(Server server) {
    boolean isAlone = server.isMain() && servers.hosts().size() == 1;
    Server host = isAlone ? servers.hosts().get(0) : server;
    return host.isMain() ? List.of(host) : List.of(servers.main(), host);
  }

  private void requireSilent(Server host, String text) {
    HeaderLines own = new HeaderLines(fates);
    own.read(List.of(host));
    boolean isSilent = asked(own.variables(), text).isEmpty();
    Check.argument(isSilent, "condition", text, "variables that no virtual host sets for itself");
  }

  /** Those that a text asks for, and that they ask for in turn. */
  private static List<VariableRule> asked(List<VariableRule> rules, String text) {
    List<VariableRule> asked = new ArrayList<>();
    StringBuilder names = new StringBuilder(text);
    for (int i = rules.size() - 1; i >= 0; i--) {
      VariableRule rule = rules.get(i);
      if (names.indexOf(rule.name()) >= 0) {
        asked.add(rule);
        rule.test().ifPresent(test -> names.append(' ').append(test.of()));
        rule.when().forEach(condition -> names.append(' ').append(condition.text()));
      }
    }
    Collections.reverse(asked);
    return asked;
  }
}
