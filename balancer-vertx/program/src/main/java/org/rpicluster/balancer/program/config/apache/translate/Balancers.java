package org.rpicluster.balancer.program.config.apache.translate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;
import org.rpicluster.balancer.program.config.apache.translate.Parameter.Of;

/**
 * The third stage: the balancers of one server, from {@code <Proxy balancer://…>}, {@code
 * BalancerMember}, {@code ProxySet}, and the parameters of {@code ProxyPass}; and the members of
 * plain URLs. For one thread and one server.
 */
final class Balancers {

  static final String SCHEME = "balancer://";

  private final Fates fates;
  private final HealthTemplates templates;
  private final Map<String, BalancerDraft> drafts = new LinkedHashMap<>();
  private final Map<String, BalancerDraft> merged = new HashMap<>();
  private final Optional<Balancers> inherited;

  Balancers(Fates fates, HealthTemplates templates, Optional<Balancers> inherited) {
    this.fates = fates;
    this.templates = templates;
    this.inherited = inherited;
  }

  /** The name of a balancer in {@code balancer://name/path}, in small letters. */
  static String nameIn(String url) {
    String rest = url.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
  }

  static boolean isBalancer(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * What a balancer of this server is in the end: one of the same name in the main server has the
   * members, and its parameters where this server says nothing.
   */
  BalancerDraft resolved(BalancerDraft draft) {
    Optional<BalancerDraft> above = inherited.map(main -> main.drafts.get(draft.name));
    if (above.isEmpty() || !above.get().defined || draft.plain || !drafts.containsValue(draft)) {
      return draft;
    }
    if (!draft.members.isEmpty()) {
      fates.warning(
          draft.members.get(0).directive(),
          "balancer://"
              + draft.name
              + " of the main server counts, at line "
              + above.get().first.place().line()
              + ": these members are dropped");
    }
    return draft.parameters.isEmpty()
        ? above.get()
        : merged.computeIfAbsent(draft.name, name -> merged(draft, above.get()));
  }

  private BalancerDraft merged(BalancerDraft draft, BalancerDraft above) {
    BalancerDraft both = new BalancerDraft(draft.name, false, draft.first, fates);
    both.members.addAll(above.members);
    both.parameters.addAll(draft.parameters);
    both.parameters.addAll(above.parameters);
    both.defined = true;
    return both;
  }

  /** The one of this name, which may have no members yet. */
  BalancerDraft named(String name, Directive directive) {
    return drafts.computeIfAbsent(name, n -> new BalancerDraft(n, false, directive, fates));
  }

  /** What a name is in the end, if some line says it. */
  Optional<BalancerDraft> find(String name) {
    return Optional.ofNullable(drafts.get(name))
        .or(() -> inherited.flatMap(main -> main.find(name)))
        .map(this::resolved);
  }

  /** One with members that was probably meant by a name that has none, as it is written. */
  Optional<String> nearest(BalancerDraft draft) {
    return draft.defined
        ? Optional.empty()
        : NearestName.to(draft.name, named()).map(SCHEME::concat);
  }

  private List<String> named() {
    Stream<String> own =
        drafts.values().stream()
            .filter(draft -> !draft.plain && !draft.members.isEmpty())
            .map(draft -> draft.name);
    return Stream.concat(own, inherited.stream().flatMap(main -> main.named().stream())).toList();
  }

  /** What stands for a plain URL: its scheme, host and port. */
  BalancerDraft at(String origin, Directive directive) {
    return drafts.computeIfAbsent(
        origin,
        url -> {
          BalancerDraft draft = new BalancerDraft(url, true, directive, fates);
          draft.defined = true;
          draft.members.add(new MemberDraft(url, directive, new Parameters(Of.MEMBER, fates)));
          return draft;
        });
  }

  /** Reads one line of a server. */
  void read(Directive directive) {
    switch (directive.key()) {
      case "<proxy" -> section(directive);
      case "balancermember" -> outside(directive);
      case "proxyset" -> set(directive, directive.argument(0), directive.arguments());
      default -> {}
    }
  }

  private void section(Directive section) {
    fates.translated(section);
    String url = section.argument(0);
    if (!isBalancer(url)) {
      section.children().forEach(child -> withinPlain(child, url));
      return;
    }
    BalancerDraft draft = named(nameIn(url), section);
    draft.defined = true;
    draft.parameters.read(section, rest(section.arguments(), 1));
    for (Directive child : section.children()) {
      if (child.is("balancermember")) {
        member(draft, child, child.arguments());
      } else if (child.is("proxyset")) {
        set(child, url, child.arguments());
      }
    }
  }

  private void withinPlain(Directive child, String url) {
    if (child.is("balancermember")) {
      fates.wrong(child, "BalancerMember", "within <Proxy " + url + ">", meant(url));
    } else if (child.is("proxyset")) {
      Parameters parameters = new Parameters(Of.MEMBER, fates);
      parameters.read(child, child.arguments());
      fates.translated(child);
      PlainUrl.of(url)
          .ifPresent(
              plain -> at(plain.origin(), child).members.get(0).parameters().addAll(parameters));
    }
  }

  private static String meant(String url) {
    String name = url.replaceFirst("(?i)^balancer:?/*", "");
    boolean isBalancer = name.length() < url.length() && name.matches("[A-Za-z0-9._-]+");
    return "<Proxy balancer://" + (isBalancer ? name : "NAME") + ">";
  }

  /** {@code BalancerMember balancer://c http://member}, outside of a section. */
  private void outside(Directive directive) {
    String url = directive.argument(0);
    if (!isBalancer(url) || directive.arguments().size() < 2) {
      fates.wrong(
          directive,
          "BalancerMember",
          url.isEmpty() ? "nothing" : url,
          "balancer://NAME and a URL, or within <Proxy balancer://NAME>");
      return;
    }
    BalancerDraft draft = named(nameIn(url), directive);
    draft.defined = true;
    member(draft, directive, rest(directive.arguments(), 1));
  }

  private void set(Directive directive, String url, List<String> arguments) {
    boolean named = directive.argument(0).equals(url) && !url.contains("=");
    List<String> parameters = named ? rest(arguments, 1) : arguments;
    if (url.isEmpty() || parameters.isEmpty()) {
      fates.wrong(directive, "ProxySet", "nothing", "parameters, key=value");
    } else if (isBalancer(url)) {
      named(nameIn(url), directive).parameters.read(directive, parameters);
      fates.translated(directive);
    } else {
      withinPlain(
          new Directive(directive.place(), directive.name(), "", parameters, List.of()), url);
    }
  }

  private void member(BalancerDraft draft, Directive directive, List<String> arguments) {
    if (arguments.isEmpty()) {
      fates.wrong(directive, "BalancerMember", "nothing", "a URL such as http://192.168.1.101");
      return;
    }
    Parameters parameters = new Parameters(Of.MEMBER, fates);
    parameters.read(directive, rest(arguments, 1));
    templates.apply(parameters, directive);
    String url = arguments.get(0);
    if (!MemberUrl.check(directive, url, fates)) {
      return;
    }
    boolean twice = draft.members.stream().anyMatch(member -> member.url().equalsIgnoreCase(url));
    if (twice) {
      fates.warning(
          directive, "BalancerMember: " + url + " twice: the first stays, this line is dropped");
      fates.noEffect(directive, "the balancer has this member already");
      return;
    }
    draft.members.add(new MemberDraft(url, directive, parameters));
    fates.translated(directive);
  }

  private static List<String> rest(List<String> arguments, int from) {
    return arguments.size() <= from ? List.of() : arguments.subList(from, arguments.size());
  }
}
