package org.rpicluster.balancer.vertx.edit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Scheme;

/**
 * The rules of a proxy for members beyond those of the library, wherever they are written down: in
 * a configuration, or in an edit. Stateless; any thread.
 */
public final class MemberRules {

  /** What an id is expected to be. */
  public static final String ID = "a name without blanks and slashes";

  private static final String ASCII = "letters, digits and marks of ASCII, 1 to 128 of them";

  private static final String NO_USER = "a URL without credentials";

  // An id stands in a URL of the manager's, as one segment.
  private static final Pattern GOOD_ID = Pattern.compile("[!-.0-~]{1,128}");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

  private MemberRules() {}

  /**
   * Checks an id, and gives it back.
   *
   * @throws IllegalArgumentException if it could not stand in a URL
   */
  public static String id(String id) {
    boolean apart = id.isEmpty() || id.chars().anyMatch(c -> c == '/' || Character.isWhitespace(c));
    Check.argument(GOOD_ID.matcher(id).matches(), "id", id, apart ? ID : ASCII);
    return id;
  }

  /**
   * The member at a URL.
   *
   * @throws IllegalArgumentException if it is none that a proxy speaks to; never shows a password,
   *     as messages get into logs
   */
  public static Member at(String url) {
    Matcher userInfo = USER_INFO.matcher(url);
    Check.argument(!userInfo.find(), "url", userInfo.replaceAll("//…@"), NO_USER);
    boolean known = Scheme.named(url.replaceFirst("(?s):.*", "")) != Scheme.OTHER;
    Check.argument(known, "url", url, Scheme.forms());
    return Member.of(url);
  }
}
