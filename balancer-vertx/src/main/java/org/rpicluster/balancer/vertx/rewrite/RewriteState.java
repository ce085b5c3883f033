package org.rpicluster.balancer.vertx.rewrite;

import java.util.Map;
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

  private static final RewriteResult TOO_LONG =
      new RewriteResult.Refused(500, "The rules for this path make it too long.");

  private final RequestFacts facts;
  private final RewriteSection section;
  private final Map<String, RewriteMap> maps;
  private final String pathAtFirst;
  private final String queryAtFirst;
  private String path;

  /** What stands behind the name of a file, as long as no rule leaves it out. */
  private String rest;

  private String query;
  private boolean isChanged;
  private boolean escape = true;
  private boolean pass;
  private int status;
  private @Nullable RewriteResult end;

  /**
   * Of a request.
   *
   * @param section what rules see of its path, a character for each byte
   * @param maps what rules may look up, by their names
   */
  RewriteState(RequestFacts facts, RewriteSection section, Map<String, RewriteMap> maps) {
    this.facts = facts;
    this.section = section;
    this.maps = maps;
    String target = facts.target();
    int mark = target.indexOf('?');
    FoundName found = FoundName.of(section, WrittenPath.resolved(target));
    path = found.name();
    rest = found.rest();
    query = mark < 0 ? "" : target.substring(mark + 1);
    pathAtFirst = path;
    queryAtFirst = query;
  }

  /** Whether it is for the folder itself, which gets a slash first: rules are for what is in it. */
  boolean isWithoutSlash() {
    return rest.isEmpty() && section.folder().equals(path + "/");
  }

  boolean isOver() {
    return end != null;
  }

  void end(RewriteResult result) {
    end = result;
  }

  /** Has a rule applied, if it does. */
  boolean apply(RewriteRule rule, int number) {
    String seen = section.seen(path + rest);
    Optional<Groups> found = rule.pattern().find(seen);
    if (found.isPresent() == rule.isNegated()) {
      return false;
    }
    Groups groups = found.orElse(Groups.NONE);
    Optional<Groups> condition = conditions(rule, groups);
    if (condition.isEmpty()) {
      return false;
    }
    leave(rule.effects(), groups, condition.get());
    if (rule.to().isPresent() && !isOver()) {
      if (seen.indexOf('?') >= 0) {
        // It was escaped, and would begin a query here: CVE-2024-38474.
        end(new RewriteResult.Refused(403, "This path cannot be rewritten."));
        return true;
      }
      UnaryOperator<String> quoted = rule.writing().quoting()::of;
      write(filled(rule.to().get(), groups, condition.get(), quoted), rule);
    }
    then(rule.then(), number);
    return true;
  }

  private void leave(RewriteEffects effects, Groups groups, Groups condition) {
    effects.unset().forEach(name -> facts.set(name, Optional.empty()));
    effects.set().forEach((name, text) -> set(name, filled(text, groups, condition)));
    for (RewriteCookie cookie : effects.cookies()) {
      String value = filled(cookie.value(), groups, condition);
      if (isShort(value)) {
        facts.cookie(cookie.name(), cookie.field(value, facts.receivedMicros()));
      }
    }
  }

  private void set(String name, String value) {
    if (isShort(value)) {
      facts.set(name, Optional.of(value));
    }
  }

  private boolean isShort(String text) {
    if (text.length() > LENGTH_MAX) {
      end(TOO_LONG);
    }
    return text.length() <= LENGTH_MAX;
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
      Optional<Groups> held = condition.holds(filled(condition.value(), groups, last), facts);
      isMet = held.isPresent();
      boolean hasGroups = isMet && !held.get().texts().isEmpty();
      last = hasGroups ? held.get() : last;
      isOr = condition.or();
    }
    return isMet ? Optional.of(last) : Optional.empty();
  }

  private String filled(Template template, Groups groups, Groups condition) {
    return filled(template, groups, condition, UnaryOperator.identity());
  }

  private String filled(
      Template template, Groups groups, Groups condition, UnaryOperator<String> quoted) {
    return template.filled(
        new Template.Filling(groups, condition, this::variable, this::lookedUp), quoted);
  }

  private String variable(String name) {
    return RewriteVariable.value(name, facts, new FoundName(path, rest), query);
  }

  private Optional<String> lookedUp(String map, String key) {
    RewriteMap known = maps.get(map);
    return known == null ? Optional.empty() : known.find(key);
  }

  private void write(String written, RewriteRule rule) {
    isChanged = true;
    escape = rule.writing().escape();
    pass = rule.flow().pass();
    rest = rule.writing().dropRest() ? "" : rest;
    int mark = rule.writing().mark(written);
    path = named(mark < 0 ? written : written.substring(0, mark), rule.then());
    String own = mark < 0 ? "" : written.substring(mark + 1);
    query =
        switch (rule.writing().query()) {
          case DISCARD -> own;
          case APPEND -> own.isEmpty() || query.isEmpty() ? own + query : own + "&" + query;
          case KEEP -> mark < 0 ? query : own;
        };
    if (path.length() + query.length() > LENGTH_MAX) {
      end(TOO_LONG);
    } else if (hasControls(path) || hasControls(query) || query.indexOf(' ') >= 0) {
      // It could end the line of the request that a member is sent: CVE-2023-25690.
      end(new RewriteResult.Refused(403, "This path cannot be rewritten."));
    }
  }

  /** Within a folder, what has no slash before it is put behind that. */
  private String named(String written, RewriteThen then) {
    boolean isWhole = written.startsWith("/") || UrlOrigin.end(written) > 0;
    return isWhole || then instanceof RewriteThen.Forward ? written : section.folder() + written;
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
      if (UrlOrigin.end(path) == 0 && !facts.authority().isEmpty()) {
        String shown = section.pathOf(path);
        String rooted = shown.startsWith("/") ? shown : "/" + shown;
        path = facts.scheme() + "://" + facts.authority() + rooted;
      }
    } else if (status == 0 && UrlOrigin.end(path) > 0) {
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
    if (section.isOne() && path.equals(pathAtFirst)) {
      String asked = WrittenPath.resolved(facts.target());
      return new RewriteResult.Changed(target(asked), true); // asked anew it would come here again
    }
    String found = section.pathOf(path);
    return found.startsWith("/")
        ? new RewriteResult.Changed(target(found), pass && !section.isOne())
        : new RewriteResult.Refused(400, NO_PATH);
  }

  private RewriteResult redirected() {
    int end = UrlOrigin.end(path);
    String rest = path.substring(end);
    boolean isSame = !escape || query.equals(queryAtFirst);
    String behind = isSame ? Sendable.of(query) : WrittenPath.of(query);
    String written = escape ? WrittenPath.of(rest) : Sendable.of(rest);
    String origin = Sendable.of(path.substring(0, end));
    return new RewriteResult.Redirected(status, origin + written + queryBehind(behind));
  }
}
