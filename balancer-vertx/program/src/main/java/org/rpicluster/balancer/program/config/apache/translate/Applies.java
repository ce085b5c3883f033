package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.PathMatches;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.regex.Regex;

/** Which requests a section is for. Immutable. */
sealed interface Applies {

  /**
   * Requests of a route.
   *
   * @param path what their paths begin with
   * @param url what stands in its place where they are forwarded; empty if they are not
   * @param isExact whether the rest of the path follows it; else only the beginning is known
   */
  record Scope(String path, String url, boolean isExact) {}

  /** Which of them: {@code EVERYONE}, {@code NOTHING}, or what must hold. */
  Requirement of(Scope scope);

  /** Whether it can be said which of them. */
  default boolean isKnown(Scope scope) {
    return true;
  }

  /** The prefix of paths, if that is all it goes by. */
  default Optional<String> prefix() {
    return Optional.empty();
  }

  /** All of them: a folder that was found by their path. */
  record ToAll() implements Applies {

    @Override
    public Requirement of(Scope scope) {
      return Requirement.EVERYONE;
    }

    @Override
    public Optional<String> prefix() {
      return Optional.of("/");
    }
  }

  /**
   * None of them.
   *
   * <p>A section that no request can be of, or one with which the start has been stopped.
   */
  record ToNothing() implements Applies {

    @Override
    public Requirement of(Scope scope) {
      return Requirement.NOTHING;
    }
  }

  /**
   * {@code <Location /path>}.
   *
   * @param path the prefix, of whole segments
   */
  record AtLocation(String path) implements Applies {

    @Override
    public Requirement of(Scope scope) {
      if (UrlPath.isWithin(path, scope.path())) {
        return Requirement.EVERYONE;
      }
      return UrlPath.isWithin(scope.path(), path)
          ? AtPath.of(UrlPath.written(path))
          : Requirement.NOTHING;
    }

    @Override
    public Optional<String> prefix() {
      return Optional.of(path);
    }
  }

  /**
   * {@code <LocationMatch pattern>}.
   *
   * @param pattern is looked for in the path
   */
  record ByPath(Regex pattern) implements Applies {

    @Override
    public Requirement of(Scope scope) {
      return PathMatches.of(pattern);
    }
  }

  /**
   * {@code <DirectoryMatch pattern>}, and {@code <Directory>} with wildcards.
   *
   * @param pattern is looked for in the name of the file
   * @param at what paths begin with
   * @param name what names have in its place
   */
  record ByFile(Regex pattern, String at, String name) implements Applies {

    @Override
    public Requirement of(Scope scope) {
      return new PathMatches(pattern, at, name);
    }
  }

  /**
   * {@code <Proxy balancer://name>}: a plain string that the URL begins with.
   *
   * @param url the string
   * @param pattern the same as a pattern
   */
  record ToUrl(String url, Regex pattern) implements Applies {

    @Override
    public boolean isKnown(Scope scope) {
      return scope.isExact() || scope.url().startsWith(url) || !url.startsWith(scope.url());
    }

    @Override
    public Requirement of(Scope scope) {
      if (scope.url().startsWith(url)) {
        return Requirement.EVERYONE;
      }
      boolean further = !scope.url().isEmpty() && url.startsWith(scope.url());
      return further ? new PathMatches(pattern, scope.path(), scope.url()) : Requirement.NOTHING;
    }
  }

  /**
   * {@code <ProxyMatch pattern>}.
   *
   * @param pattern is looked for in the URL
   */
  record ByUrl(Regex pattern) implements Applies {

    @Override
    public boolean isKnown(Scope scope) {
      return scope.isExact();
    }

    @Override
    public Requirement of(Scope scope) {
      return scope.url().isEmpty()
          ? Requirement.NOTHING
          : new PathMatches(pattern, scope.path(), scope.url());
    }
  }

  /**
   * {@code <If>} and its kind.
   *
   * @param within the section that it stands in
   * @param condition what must hold as well
   */
  record Under(Applies within, Requirement condition) implements Applies {

    @Override
    public boolean isKnown(Scope scope) {
      return within.isKnown(scope);
    }

    @Override
    public Requirement of(Scope scope) {
      return Simple.all(List.of(within.of(scope), condition));
    }
  }

  /** What a section says that it is for; the start is stopped where that cannot be carried out. */
  static Applies of(Directive section, Fates fates) {
    boolean tilde = section.argument(0).equals("~");
    String text = section.argument(tilde ? 1 : 0);
    boolean proxy = section.key().startsWith("<proxy");
    if (tilde || section.key().endsWith("match")) {
      Optional<Regex> pattern = Expressions.of(section, text, false, fates);
      return pattern
          .<Applies>map(p -> proxy ? new ByUrl(p) : new ByPath(p))
          .orElse(new ToNothing());
    }
    return proxy ? toUrl(section, text, fates) : atLocation(section, text, fates);
  }

  private static Applies toUrl(Directive section, String text, Fates fates) {
    if (text.equals("*")) {
      return new ToAll();
    }
    boolean wild = UrlPath.isPattern(text);
    Optional<Regex> pattern =
        wild
            ? Expressions.ofWildcards(section, text, false, fates)
            : Expressions.ofStart(section, text, fates);
    return pattern
        .<Applies>map(p -> wild ? new ByUrl(p) : new ToUrl(text, p))
        .orElse(new ToNothing());
  }

  private static Applies atLocation(Directive section, String text, Fates fates) {
    if (UrlPath.isPattern(text)) {
      return Expressions.ofWildcards(section, text, true, fates)
          .<Applies>map(ByPath::new)
          .orElse(new ToNothing());
    }
    if (!text.startsWith("/")) {
      fates.warning(section, section.shown() + " " + text + " is for no path: none begins so");
      return new ToNothing();
    }
    try {
      AtPath.of(UrlPath.written(text));
      return new AtLocation(text);
    } catch (IllegalArgumentException e) {
      fates.stops(section, String.valueOf(e.getMessage()));
      return new ToNothing();
    }
  }
}
