package org.rpicluster.balancer.program.config.apache;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.syntax.Reading;
import org.rpicluster.balancer.vertx.access.GuardedRequest;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.header.Fact;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;

/** A site file in memory, translated: what tests say of meaning, they say of this. */
public final class Translated {

  private final ApacheConfiguration apache;

  private Translated(String text) {
    ApacheFrontEnd frontEnd =
        new ApacheFrontEnd(
            new Reading.InMemory(Map.of("/etc/site.conf", text)), Optional.empty(), Map.of());
    apache = frontEnd.translated(new Source("/etc/site.conf", text));
  }

  public static Translated of(String... lines) {
    return new Translated(String.join("\n", lines) + "\n");
  }

  /** Lines within {@code <VirtualHost *:8080>}, which is line 1. */
  public static Translated inHost(String... lines) {
    return of("<VirtualHost *:8080>\n" + String.join("\n", lines) + "\n</VirtualHost>");
  }

  public Configuration configuration() {
    return apache.configuration();
  }

  public ClusterSettings cluster(String name) {
    return configuration().cluster(name).orElseThrow();
  }

  /** The routes, each as one line. */
  public List<String> routes() {
    return configuration().routes().stream().map(Translated::atListeners).toList();
  }

  /** The first route that goes by rules. */
  public RouteSettings.ToRules rules() {
    return configuration().routes().stream()
        .map(RouteSettings::unguarded)
        .filter(RouteSettings.ToRules.class::isInstance)
        .map(RouteSettings.ToRules.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String atListeners(RouteSettings route) {
    List<String> listeners = route.match().listeners();
    return shown(route) + (listeners.isEmpty() ? "" : " at " + listeners);
  }

  private static String shown(RouteSettings route) {
    if (route instanceof RouteSettings.Guarded guarded) {
      return shown(guarded.route()) + " guarded";
    }
    if (route instanceof RouteSettings.ToCluster to) {
      String path = to.rewriting().paths().to().isEmpty() ? "" : to.rewriting().paths().to();
      return to.match() + " -> " + to.cluster() + path;
    }
    if (route instanceof RouteSettings.ToRedirect to) {
      return (to.match() + " -> " + to.redirect().status() + " " + to.redirect().to()).strip();
    }
    if (route instanceof RouteSettings.ToRules to) {
      String changed = to.changed().map(answer -> ", else " + shown(answer)).orElse("");
      return to.match() + " -> " + to.rules().stream().map(Translated::shown).toList() + changed;
    }
    if (route instanceof RouteSettings.ToFiles to) {
      String at = to.files().at().isEmpty() ? "" : " at " + to.files().at();
      return to.match() + " -> files " + to.files().folder() + at;
    }
    return route instanceof RouteSettings.ToResponse to
        ? to.match() + " -> " + to.answer().status()
        : route.match() + " -> manager " + ((RouteSettings.ToManager) route).allow();
  }

  private static String shown(RewriteRule rule) {
    String to = rule.to().map(text -> " " + text).orElse("");
    RewriteThen then = rule.then();
    String does =
        then instanceof RewriteThen.Forward forward
            ? " to " + forward.cluster()
            : then instanceof RewriteThen.RedirectClient redirect
                ? " as " + redirect.status()
                : then instanceof RewriteThen.Refuse refuse ? " is " + refuse.status() : "";
    String when = rule.when().isEmpty() ? "" : rule.when().size() + " x ";
    return when + (rule.isNegated() ? "not " : "") + rule.pattern() + to + does;
  }

  /**
   * What the first route of a path says to a request: {@code GRANTED}, {@code DENIED} or {@code
   * USER_NEEDED}.
   *
   * @param request {@code METHOD PATH ADDRESS}, and fields {@code Name:value}
   */
  public String ruling(String request) {
    String[] words = request.split(" ");
    RouteSettings route =
        configuration().routes().stream()
            .filter(each -> each.match().hasPath(words[1]))
            .findFirst()
            .orElseThrow();
    boolean refuses = route instanceof RouteSettings.ToResponse to && to.answer().status() == 403;
    Requirement requirement =
        route instanceof RouteSettings.Guarded guarded
            ? guarded.requirement()
            : refuses ? Requirement.NOTHING : Requirement.EVERYONE;
    HttpHeaders fields = new DefaultHttpHeaders();
    for (int i = 3; i < words.length; i++) {
      fields.add(words[i].split(":")[0], words[i].split(":")[1]);
    }
    Client client = new Client(words[2], words[2], false, "http");
    return requirement
        .of(
            new GuardedRequest(
                client, words[0], NettyFields.over(fields), words[1], facts(words, fields)))
        .toString();
  }

  private static Facts facts(String[] words, HttpHeaders fields) {
    return new Facts() {
      @Override
      public @Nullable String variable(String name) {
        return null;
      }

      @Override
      public @Nullable String requestField(String name) {
        return fields.get(name);
      }

      @Override
      public @Nullable String answerField(String name) {
        return null;
      }

      @Override
      public String of(Fact fact) {
        return switch (fact) {
          case REQUEST_METHOD -> words[0];
          case REQUEST_URI -> words[1];
          case REMOTE_ADDR -> words[2];
          default -> "";
        };
      }

      @Override
      public long receivedMicros() {
        return 0;
      }

      @Override
      public long elapsedMicros() {
        return 0;
      }
    };
  }

  /** The errors, {@code LINE: message}. */
  public List<String> errors() {
    return shown(apache.report().problems().inOrder());
  }

  public List<String> warnings() {
    return shown(apache.report().warnings());
  }

  /** What needs the user: {@code LINE: directive: what to do}. */
  public List<String> needs() {
    return fates(Fate.NEEDS_YOU);
  }

  /** What a start would stop at. */
  public List<String> stops() {
    return apache.report().stops().stream().map(Translated::shown).toList();
  }

  public List<String> fates(Fate fate) {
    return apache.report().fates().stream()
        .filter(line -> line.fate() == fate)
        .map(Translated::shown)
        .toList();
  }

  private static String shown(LineFate fate) {
    return fate.place().line() + ": " + fate.directive() + ": " + fate.why();
  }

  private static List<String> shown(List<Problem> problems) {
    return problems.stream().map(p -> p.place().line() + ": " + p.message()).toList();
  }
}
