package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.OptionalLong;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueType;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/**
 * The table's rows of {@link Rewriting}: what a route changes in requests for its cluster, and in
 * the answers. Immutable.
 */
public final class RewritingRows {

  private static final String CHANGES = "map, or list of changes";

  private static final Setting<Rewriting, String> TO =
      new Setting<>(
          "to",
          ValueTypes.text("a path that begins with /"),
          "as `path`",
          rewriting -> rewriting.paths().to(),
          (rewriting, value) -> rewriting.paths(rewriting.paths().to(value)),
          "the prefix that members get in its place");

  private static final Setting<Rewriting, Boolean> LITERAL =
      new Setting<>(
          "literal",
          ValueTypes.flag(),
          "false",
          rewriting -> rewriting.paths().literal(),
          (rewriting, value) -> rewriting.paths(rewriting.paths().literal(value)),
          "whether `to` takes the place of `path` letter by letter");

  private static final Setting<Rewriting, Boolean> PRESERVE_HOST =
      new Setting<>(
          "preserveHost",
          ValueTypes.flag(),
          "false",
          Rewriting::preserveHost,
          Rewriting::preserveHost,
          "whether members get the client's `Host`");

  private static final Setting<Rewriting, Boolean> REVERSE =
      new Setting<>(
          "reverse",
          ValueTypes.flag(),
          "true",
          rewriting -> rewriting.back().reverse(),
          (rewriting, value) -> rewriting.back(rewriting.back().reverse(value)),
          "map back what members say of themselves");

  private static final Setting<Rewriting, String> SITE =
      new Setting<>(
          "site",
          ValueTypes.text(PublicSite.FORM).called("URL"),
          "as the client asks",
          rewriting -> rewriting.back().site(),
          (rewriting, value) -> rewriting.back(rewriting.back().site(value)),
          "scheme, host and port of redirects that are mapped back");

  private static final Setting<Rewriting, String> VIA =
      new Setting<>(
          "via",
          ValueTypes.text("a host, with or without a port, or a word").called("name"),
          "the balancer's own",
          rewriting -> rewriting.via().map(Via::name).orElse(""),
          Rewriting::via,
          "the name in `Via`");

  /** Without a limit is a limit that no body reaches. */
  private static final ValueType<OptionalLong> BODY_SIZE =
      ValueTypes.size(0, Long.MAX_VALUE)
          .as(OptionalLong::of, OptionalLong::getAsLong)
          .or("none", OptionalLong.of(Long.MAX_VALUE));

  /** How long bodies may be. */
  public static final Setting<Rewriting, OptionalLong> BODY_LIMIT =
      new Setting<>(
          "bodyLimit",
          BODY_SIZE,
          "as `limits.body`",
          Rewriting::bodyBytes,
          Rewriting::bodyBytes,
          "how long a request's body may be");

  /** How members' words of themselves are mapped back. */
  public static final Part REVERSE_RULES =
      new Part("reverseRules", "map of lists", "none", "map them back rule by rule");

  /** Other prefixes for some members. */
  public static final Part TO_BY_MEMBER =
      new Part("toByMember", "map of members' ids and paths", "none", "other prefixes than `to`");

  /** Fields of what members get. */
  public static final Part REQUEST_HEADERS =
      new Part("requestHeaders", CHANGES, "none", "fields of what members get");

  /** Fields of what clients get. */
  public static final Part RESPONSE_HEADERS =
      new Part("responseHeaders", CHANGES, "none", "the same for answers to clients");

  /** For which changes of fields may ask. */
  public static final Part VARIABLES =
      new Part("variables", "list of rules", "none", "what [changes of fields]");

  /** Which answers are compressed. */
  public static final Part COMPRESS =
      new Part(
          "compress",
          "`true`, or a list of media types",
          "none",
          "answers of these types are compressed with gzip");

  /** Errors of members that clients do not get. */
  public static final Part REPLACE_ERRORS =
      new Part(
          "replaceErrors",
          "`true`, or a list of statuses",
          "none",
          "errors of members in whose place clients get the balancer's own answer");

  /** What holds for some requests alone. */
  public static final Part CONDITIONAL =
      new Part("conditional", "list", "none", "other values for some requests");

  /** The key of conditions. */
  public static final String WHEN = "when";

  /** What such an item has in it. */
  public static final List<TableRow> OF_CONDITIONAL =
      List.of(
          new Part(WHEN, "condition, or a list", Part.REQUIRED, "which must all hold"),
          new Part("bodyLimit", "size, `none`", "as for the others", "how long a body may be"),
          new Part(
              "replaceErrors",
              "`true`, `false`, or a list of statuses",
              "as for the others",
              "errors of members that are replaced"));

  /** Single values. */
  public static final List<Setting<Rewriting, ?>> ALL =
      List.of(TO, LITERAL, PRESERVE_HOST, REVERSE, SITE, VIA, BODY_LIMIT);

  /** Those of a rule, which says itself where requests go. */
  public static final List<Setting<Rewriting, ?>> OF_RULES =
      List.of(PRESERVE_HOST, REVERSE, SITE, VIA, BODY_LIMIT);

  /** Of routes of every kind. */
  public static final List<TableRow> ANSWERS = List.of(RESPONSE_HEADERS, VARIABLES);

  /** Every key. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          ALL,
          List.of(
              TO_BY_MEMBER,
              REVERSE_RULES,
              COMPRESS,
              REPLACE_ERRORS,
              CONDITIONAL,
              REQUEST_HEADERS,
              RESPONSE_HEADERS,
              VARIABLES));

  private RewritingRows() {}
}
