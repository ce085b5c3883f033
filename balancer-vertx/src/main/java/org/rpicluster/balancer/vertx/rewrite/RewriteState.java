package org.rpicluster.balancer.vertx.rewrite;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;
import org.rpicluster.balancer.vertx.routing.Template;
import org.rpicluster.balancer.vertx.routing.WrittenPath;

/** One request on its way through rules: what they have made of it so far. For one thread. */
final class RewriteState {

  /** Twice the longest line that a client may send unless it is told otherwise. */
  static final int LENGTH_MAX = 16_384;

  private static final int FOUND = 302;

  private static final String NO_PATH = "What this path is rewritten to is no path.";

  private final RequestFacts facts;
  private final String queryAtFirst;
  private String path;
  private String query;
  private boolean isChanged;
  private boolean escape = true;
  private boolean pass;
  private int status;
  private @Nullable RewriteResult end;

  RewriteState(RequestFacts facts) {
    this.facts = facts;
    String target = facts.target();
    int mark = target.indexOf('?');
    path = WrittenPath.resolved(target);
    query = mark < 0 ? "" : target.substring(mark + 1);
    queryAtFirst = query;
  }

  boolean isOver() {
    return end != null;
  }

  void end(RewriteResult result) {
    end = result;
  }

  /** Has a rule applied, if it does. */
  boolean apply(RewriteRule rule, int number) {
    Optional<Groups> found = rule.pattern().find(path);
    if (found.isPresent() == rule.isNegated()) {
      return false;
    }
    Groups groups = found.orElse(Groups.NONE);
    Optional<Groups> condition = conditions(rule, groups);
    if (condition.isEmpty()) {
      return false;
    }
    if (rule.to().isPresent()) {
      if (path.indexOf('?') >= 0) {
        // It was escaped, and would begin a query here: CVE-2024-38474.
        end(new RewriteResult.Refused(403, "This path cannot be rewritten."));
        return true;
      }
      write(filled(rule.to().get(), groups, condition.get()), rule);
    }
    then(rule.then(), number);
    return true;
  }

  /** The groups of the last condition that held, or none of them; empty if the rule is not met. */
  private Optional<Groups> conditions(RewriteRule rule, Groups groups) {
    Groups last = Groups.NONE;
    boolean isMet = true;
    boolean isOr = false;
    for (RewriteCondition condition : rule.when()) {
      if (isOr && isMet) {
        isOr = condition.or();
        continue; // one of several was met, and this is another of them
      }
      if (!isOr && !isMet) {
        return Optional.empty();
      }
      Optional<Groups> held = condition.holds(filled(condition.value(), groups, last));
      isMet = held.isPresent();
      boolean hasGroups = isMet && !held.get().texts().isEmpty();
      last = hasGroups ? held.get() : last;
      isOr = condition.or();
    }
    return isMet ? Optional.of(last) : Optional.empty();
  }

  private String filled(Template template, Groups groups, Groups condition) {
    return template.filled(
        new Template.Filling(groups, condition, this::variable), UnaryOperator.identity());
  }

  private String variable(String name) {
    return RewriteVariable.value(name, facts, path, query);
  }

  private void write(String written, RewriteRule rule) {
    isChanged = true;
    escape = rule.escape();
    pass = rule.flow().pass();
    int mark = written.indexOf('?');
    path = mark < 0 ? written : written.substring(0, mark);
    String own = mark < 0 ? "" : written.substring(mark + 1);
    query =
        switch (rule.query()) {
          case DISCARD -> own;
          case APPEND -> own.isEmpty() || query.isEmpty() ? own + query : own + "&" + query;
          case KEEP -> mark < 0 ? query : own;
        };
    if (path.length() + query.length() > LENGTH_MAX) {
      end(new RewriteResult.Refused(500, "The rules for this path make it too long."));
    } else if (hasControls(path) || hasControls(query) || query.indexOf(' ') >= 0) {
      // It could end the line of the request that a member is sent: CVE-2023-25690.
      end(new RewriteResult.Refused(403, "This path cannot be rewritten."));
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7F);
  }

  private void then(RewriteThen then, int number) {
    if (isOver()) {
      return;
    }
    if (then instanceof RewriteThen.Refuse refuse) {
      end(new RewriteResult.Refused(refuse.status(), ""));
    } else if (then instanceof RewriteThen.Forward) {
      end(forwarded(number));
    } else if (then instanceof RewriteThen.RedirectClient redirect) {
      status = redirect.status();
      if (originEnd(path) == 0 && !facts.authority().isEmpty()) {
        String rooted = path.startsWith("/") ? path : "/" + path;
        path = facts.scheme() + "://" + facts.authority() + rooted;
      }
    } else if (status == 0 && originEnd(path) > 0) {
      status = FOUND;
    }
  }

  private RewriteResult forwarded(int number) {
    return path.startsWith("/")
        ? new RewriteResult.Forwarded(number, target(path))
        : new RewriteResult.Refused(400, NO_PATH);
  }

  private String target(String of) {
    String written = escape ? WrittenPath.of(of) : Sendable.of(of).replace("#", "%23");
    return written + queryBehind(Sendable.of(query));
  }

  private static String queryBehind(String query) {
    return query.isEmpty() ? "" : "?" + query;
  }

  /** Where the path of a URL begins; 0 of a path. */
  private static int originEnd(String url) {
    int scheme = url.indexOf("://");
    if (scheme <= 0 || !url.substring(0, scheme).chars().allMatch(RewriteState::isLetter)) {
      return 0;
    }
    int slash = url.indexOf('/', scheme + 3);
    return slash < 0 ? url.length() : slash;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  RewriteResult result() {
    if (end != null) {
      return end;
    }
    if (!isChanged) {
      return new RewriteResult.Unchanged();
    }
    if (status > 0) {
      return redirected();
    }
    return path.startsWith("/")
        ? new RewriteResult.Changed(target(path), pass)
        : new RewriteResult.Refused(400, NO_PATH);
  }

  private RewriteResult redirected() {
    int end = originEnd(path);
    String rest = path.substring(end);
    boolean isSame = !escape || query.equals(queryAtFirst);
    String behind = isSame ? Sendable.of(query) : WrittenPath.of(query);
    String written = escape ? WrittenPath.of(rest) : Sendable.of(rest);
    String origin = Sendable.of(path.substring(0, end));
    return new RewriteResult.Redirected(status, origin + written + queryBehind(behind));
  }
}
