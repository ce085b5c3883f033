package org.rpicluster.balancer.vertx.routing;

import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.http.Via;

/**
 * What a route changes on the way to a member and back. Immutable.
 *
 * @param preserveHost whether the member is sent the client's Host, or its own
 * @param to the prefix that takes the place of the route's own; empty to leave paths as they are
 * @param reverse whether the member's redirects and cookies are mapped back
 * @param toMember changes in what the member is sent
 * @param toClient changes in what the client is sent
 * @param literal whether a slash at the end of one prefix only is lost or doubled, as in Apache
 * @param site scheme, host and port by which clients are told of the site where the member's own
 *     are mapped back, or some of them; empty for those by which the client has asked
 * @param compress which answers are compressed
 * @param reverseRules how they are mapped back, in the place of the route's own mapping
 * @param toByMember other prefixes than {@code to}, by the id of the member that gets them
 * @param via the name by which members and clients are told of this proxy, if not by its own
 */
public record Rewriting(
    boolean preserveHost,
    String to,
    boolean reverse,
    FieldChanges toMember,
    FieldChanges toClient,
    boolean literal,
    String site,
    Compression compress,
    ReverseRules reverseRules,
    Map<String, String> toByMember,
    Optional<Via> via) {

  /** Apache's defaults, with its {@code ProxyPassReverse}. */
  public static final Rewriting DEFAULT =
      new Rewriting(false, "", true, FieldChanges.NONE, FieldChanges.NONE);

  /** Checks the prefix. */
  public Rewriting {
    if (!to.isEmpty()) {
      requirePrefix(to);
    }
    if (!site.isEmpty()) {
      PublicSite.of(site);
    }
    toByMember = Map.copyOf(toByMember);
    toByMember.values().forEach(Rewriting::requireMemberPrefix);
  }

  /** Where slashes at the ends of prefixes are taken care of. */
  public Rewriting(
      boolean preserveHost,
      String to,
      boolean reverse,
      FieldChanges toMember,
      FieldChanges toClient) {
    this(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        false,
        "",
        Compression.NONE,
        ReverseRules.NONE,
        Map.of(),
        Optional.empty());
  }

  /**
   * Checks the prefix of one member, and gives it back; it is put before a path letter by letter.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String requireMemberPrefix(String prefix) {
    Prefix.read("toByMember", prefix.replaceAll("/{2,}", "/"));
    return prefix;
  }

  /** A group of the route's expression may be all of it. */
  private static void requirePrefix(String to) {
    Prefix.read("to", to.startsWith("$") ? "/" + to : to);
  }

  /** The same, with the client's Host kept or not. */
  public Rewriting preserveHost(boolean preserved) {
    return new Rewriting(
        preserved,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with another prefix for members. */
  public Rewriting to(String prefix) {
    return new Rewriting(
        preserveHost,
        prefix,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with answers mapped back or not. */
  public Rewriting reverse(boolean mapped) {
    return new Rewriting(
        preserveHost,
        to,
        mapped,
        toMember,
        toClient,
        literal,
        site,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with prefixes changed letter by letter, or with care for slashes. */
  public Rewriting literal(boolean byLetter) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        byLetter,
        site,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with another public address. */
  public Rewriting site(String url) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        url,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with other answers compressed. */
  public Rewriting compress(Compression answers) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        answers,
        reverseRules,
        toByMember,
        via);
  }

  /** The same, with other rules for what is mapped back. */
  public Rewriting reverseRules(ReverseRules rules) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        compress,
        rules,
        toByMember,
        via);
  }

  /** The same, with other prefixes for some members, by their ids. */
  public Rewriting toByMember(Map<String, String> prefixes) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        compress,
        reverseRules,
        prefixes,
        via);
  }

  /** The prefix for a member. */
  public String prefixFor(Member member) {
    return toByMember.getOrDefault(member.id(), to);
  }

  /** The same, with another name for this proxy; empty for its own. */
  public Rewriting via(String name) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        toMember,
        toClient,
        literal,
        site,
        compress,
        reverseRules,
        toByMember,
        name.isEmpty() ? Optional.empty() : Optional.of(Via.named(name)));
  }

  /** The same, with other changes of fields. */
  public Rewriting fields(FieldChanges forMember, FieldChanges forClient) {
    return new Rewriting(
        preserveHost,
        to,
        reverse,
        forMember,
        forClient,
        literal,
        site,
        compress,
        reverseRules,
        toByMember,
        via);
  }

  /** Scheme and authority by which a client knows the site; empty if it said no host. */
  public String here(String scheme, String authority) {
    if (site.isEmpty()) {
      return authority.isEmpty() ? "" : scheme + "://" + authority;
    }
    return PublicSite.of(site).here(scheme, authority);
  }
}
