package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.access.AtPath;
import org.rpicluster.balancer.vertx.access.PathMatches;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.regex.Regex;

/** The requests that a section is for. Immutable. */
sealed interface SectionScope {

  /**
   * Requests of a route.
   *
   * @param path what their paths begin with
   * @param url what stands in its place where they are forwarded; empty if they are not
   * @param isExact whether the rest of the path follows it; else only the beginning is known
   */
  record RouteScope(String path, String url, boolean isExact) {}

  /** Which of them: {@code EVERYONE}, {@code NOTHING}, or what must hold. */
  Requirement of(RouteScope scope);

  /** Whether it can be said which of them. */
  default boolean isKnown(RouteScope scope) {
    return true;
  }

  /** The prefix of paths, if that is all it goes by. */
  default Optional<String> prefix() {
    return Optional.empty();
  }

  /** All of them: a folder that was found by their path. */
  record ToAll() implements SectionScope {

    @Override
    public Requirement of(RouteScope scope) {
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
  record ToNothing() implements SectionScope {

    @Override
    public Requirement of(RouteScope scope) {
      return Requirement.NOTHING;
    }
  }

  /**
   * {@code <Location /path>}.
   *
   * @param path the prefix, of whole segments
   */
  record AtLocation(String path) implements SectionScope {

    @Override
    public Requirement of(RouteScope scope) {
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
  record ByPath(Regex pattern) implements SectionScope {

    @Override
    public Requirement of(RouteScope scope) {
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
  record ByFile(Regex pattern, String at, String name) implements SectionScope {

    @Override
    public Requirement of(RouteScope scope) {
      return new PathMatches(pattern, at, name);
    }
  }

  /**
   * {@code <Proxy balancer://name>}: a plain string that the URL begins with.
   *
   * @param url the string
   * @param pattern the same as a pattern
   */
  record ToUrl(String url, Regex pattern) implements SectionScope {

    @Override
    public boolean isKnown(RouteScope scope) {
      return scope.isExact() || scope.url().startsWith(url) || !url.startsWith(scope.url());
    }

    @Override
    public Requirement of(RouteScope scope) {
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
  record ByUrl(Regex pattern) implements SectionScope {

    @Override
    public boolean isKnown(RouteScope scope) {
      return scope.isExact();
    }

    @Override
    public Requirement of(RouteScope scope) {
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
  record Under(SectionScope within, Requirement condition) implements SectionScope {

    @Override
    public boolean isKnown(RouteScope scope) {
      return within.isKnown(scope);
    }

    @Override
    public Requirement of(RouteScope scope) {
      return Requirements.all(List.of(within.of(scope), condition));
    }
  }

  /** What a section says that it is for; the start is stopped where that cannot be carried out. */
  static SectionScope of(Directive section, Fates fates) {
    boolean tilde = section.argument(0).equals("~");
    String text = section.argument(tilde ? 1 : 0);
    boolean proxy = section.key().startsWith("<proxy");
    if (tilde || section.key().endsWith("match")) {
      Optional<Regex> pattern = RegexTranslation.of(section, text, false, fates);
      return pattern
          .<SectionScope>map(p -> proxy ? new ByUrl(p) : new ByPath(p))
          .orElse(new ToNothing());
    }
    return proxy ? toUrl(section, text, fates) : atLocation(section, text, fates);
  }

  private static SectionScope toUrl(Directive section, String text, Fates fates) {
    if (text.equals("*")) {
      return new ToAll();
    }
    boolean wild = UrlPath.isPattern(text);
    Optional<Regex> pattern =
        wild
            ? RegexTranslation.ofWildcards(section, text, false, fates)
            : RegexTranslation.ofStart(section, text, fates);
    return pattern
        .<SectionScope>map(p -> wild ? new ByUrl(p) : new ToUrl(text, p))
        .orElse(new ToNothing());
  }

  private static SectionScope atLocation(Directive section, String text, Fates fates) {
    if (UrlPath.isPattern(text)) {
      return RegexTranslation.ofWildcards(section, text, true, fates)
          .<SectionScope>map(ByPath::new)
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
