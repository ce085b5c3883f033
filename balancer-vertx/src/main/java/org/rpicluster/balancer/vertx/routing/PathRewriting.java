package org.rpicluster.balancer.vertx.routing;

import java.util.Map;
import org.rpicluster.balancer.member.Member;

/**
 * The path that members are asked for, in the place of the one that the client wrote. Immutable.
 *
 * @param to the prefix that takes the place of the route's own; empty to leave paths as they are
 * @param literal whether a slash at the end of one prefix only is lost or doubled, as in Apache
 * @param toByMember other prefixes than {@code to}, by the id of the member that gets them
 */
public record PathRewriting(String to, boolean literal, Map<String, String> toByMember) {

  /** Paths stay as they are. */
  public static final PathRewriting NONE = new PathRewriting("", false, Map.of());

  /** Checks the prefixes. */
  public PathRewriting {
    if (!to.isEmpty()) {
      requirePrefix(to);
    }
    toByMember = Map.copyOf(toByMember);
    toByMember.values().forEach(PathRewriting::requireMemberPrefix);
  }

  /** A group of the route's expression may be all of it. */
  private static void requirePrefix(String to) {
    Prefix.read("to", to.startsWith("$") ? "/" + to : to);
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

  /** The prefix for a member. */
  public String prefixFor(Member member) {
    return toByMember.getOrDefault(member.id(), to);
  }

  /** The same with another value. */
  public PathRewriting to(String prefix) {
    return new PathRewriting(prefix, literal, toByMember);
  }

  /** The same with another value. */
  public PathRewriting literal(boolean byLetter) {
    return new PathRewriting(to, byLetter, toByMember);
  }

  /** The same with another value. */
  public PathRewriting toByMember(Map<String, String> prefixes) {
    return new PathRewriting(to, literal, prefixes);
  }
}
