package org.rpicluster.balancer.program.config;

import java.util.regex.Pattern;

/**
 * Recognizes a file whose name says another syntax than it is in: names decide, and what a front
 * end says of the other syntax, line by line, does not tell that. O(text). Stateless; any thread.
 */
public final class OtherSyntax {

  /** Keys that every configuration has, at the beginning of a line: no directive has a colon. */
  private static final Pattern YAML = Pattern.compile("(?m)^(listen|clusters|routes)[ \\t]*:");

  /** A section, or a name as Apache writes it and a value without a colon between them. */
  private static final Pattern APACHE =
      Pattern.compile(
          "(?m)^[ \\t]*((?i:<(VirtualHost|Proxy|Location|IfModule|Directory)\\b)"
              + "|(Listen|ServerName|ProxyPass|LoadModule|Include|Define)[ \\t]+[^ \\t:])");

  private OtherSyntax() {}

  /** What to say of a text that should be in Apache's syntax and is YAML; empty if it is not. */
  public static String inPlaceOfApache(String text) {
    return YAML.matcher(text).find()
        ? "YAML in a file that is named as one of Apache's (expected: a name that ends in .yaml)"
        : "";
  }

  /** What to say of a text that should be YAML and is in Apache's syntax; empty if it is not. */
  public static String inPlaceOfYaml(String text) {
    return APACHE.matcher(text).find()
        ? "Apache's syntax in a file that is named as YAML (expected: a name that ends in .conf)"
        : "";
  }
}
