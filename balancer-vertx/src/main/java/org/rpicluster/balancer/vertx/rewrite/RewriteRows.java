package org.rpicluster.balancer.vertx.rewrite;

import java.util.List;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of {@link RewriteRule}, and of its conditions. Immutable. */
public final class RewriteRows {

  private static final String FALSE = "false";
  private static final String NONE = "none";
  private static final String NO_TEXT = "empty";

  /** Not set: a rule that repeats nothing, or leaves nothing out. */
  private static final int NO_NUMBER = 0;

  /** What must be found. */
  public static final Part PATTERN =
      new Part("pattern", "regular expression", "everything", "what must be found in the path");

  /** Whether it must not. */
  public static final Setting<Boolean, Boolean> NOT =
      Setting.alone("not", ValueTypes.flag(), FALSE, "that it must not be found");

  /** The conditions. */
  public static final Part WHEN = new Part("when", "list of conditions", NONE, "all must hold");

  /** What is written. */
  public static final Part TO =
      new Part("to", "text", "the path stays", "what is written in the place of the path");

  /** The client is sent there. */
  public static final Part REDIRECT =
      new Part("redirect", "301, 302, 303, 307, 308", Part.REQUIRED, "send the client there");

  /** The request is refused. */
  public static final Part RESPOND =
      new Part("respond", "400 to 599", Part.REQUIRED, "refuse the request");

  /** The request is forwarded. */
  public static final Part CLUSTER =
      new Part("cluster", "name", Part.REQUIRED, "have it forwarded, at once");

  /** What later stages are told. */
  public static final Part SET =
      new Part("set", "map of names and texts", NONE, "variables that are set for later stages");

  /** What later stages are told no more. */
  public static final Part UNSET =
      new Part("unset", "name, or a list", NONE, "variables that are there no more");

  /** What the client is given. */
  public static final Part COOKIES =
      new Part("cookies", "list of cookies", NONE, "what the client is given with its answer");

  private static final Setting<RewriteWriting, RewriteQuery> QUERY =
      new Setting<>(
          "query",
          ValueTypes.words(RewriteQuery.class),
          "keep",
          RewriteWriting::query,
          RewriteWriting::query,
          "what becomes of the request's query");

  private static final Setting<RewriteWriting, Boolean> LAST_MARK =
      new Setting<>(
          "lastMark",
          ValueTypes.flag(),
          FALSE,
          RewriteWriting::lastMark,
          RewriteWriting::lastMark,
          "the query of `to` begins at its last `?`");

  private static final Setting<RewriteWriting, Boolean> ESCAPE =
      new Setting<>(
          "escape",
          ValueTypes.flag(),
          "true",
          RewriteWriting::escape,
          RewriteWriting::escape,
          "whether what was written is escaped anew");

  private static final Setting<RewriteWriting, RewriteQuoting.What> GROUPS =
      new Setting<>(
          "groups",
          ValueTypes.words(RewriteQuoting.What.class),
          "keep",
          writing -> writing.quoting().what(),
          (writing, what) -> writing.quoting(writing.quoting().what(what)),
          "how groups are filled in");

  private static final Setting<RewriteWriting, String> ALSO =
      new Setting<>(
          "groupsAlso",
          ValueTypes.written(),
          NO_TEXT,
          writing -> writing.quoting().also(),
          (writing, also) -> writing.quoting(writing.quoting().also(also)),
          "characters that are escaped in groups");

  private static final Setting<RewriteWriting, String> EXCEPT =
      new Setting<>(
          "groupsExcept",
          ValueTypes.written(),
          NO_TEXT,
          writing -> writing.quoting().except(),
          (writing, except) -> writing.quoting(writing.quoting().except(except)),
          "characters that are not");

  private static final Setting<RewriteWriting, Boolean> PLUS =
      new Setting<>(
          "plus",
          ValueTypes.flag(),
          "true",
          writing -> writing.quoting().plus(),
          (writing, plus) -> writing.quoting(writing.quoting().plus(plus)),
          "an escaped blank is a `+`");

  private static final Setting<RewriteWriting, Boolean> DROP_REST =
      new Setting<>(
          "dropRest",
          ValueTypes.flag(),
          FALSE,
          RewriteWriting::dropRest,
          RewriteWriting::dropRest,
          "of a `section`: what is behind a file's name is left out");

  /** How it writes. */
  public static final List<Setting<RewriteWriting, ?>> WRITING =
      List.of(QUERY, LAST_MARK, ESCAPE, GROUPS, ALSO, EXCEPT, PLUS, DROP_REST);

  private static final Setting<RewriteFlow, Boolean> LAST =
      new Setting<>(
          "last",
          ValueTypes.flag(),
          FALSE,
          RewriteFlow::last,
          RewriteFlow::last,
          "no rule below it is tried");

  private static final Setting<RewriteFlow, Integer> ROUNDS =
      new Setting<>(
          "rounds",
          ValueTypes.whole(1, RewriteFlow.ROUNDS_MAX).or(NONE, NO_NUMBER),
          NONE,
          RewriteFlow::rounds,
          RewriteFlow::rounds,
          "the first rule is tried again");

  private static final Setting<RewriteFlow, Integer> SKIP =
      new Setting<>(
          "skip",
          ValueTypes.whole(1, RewriteFlow.SKIP_MAX).or(NONE, NO_NUMBER),
          NONE,
          RewriteFlow::skip,
          RewriteFlow::skip,
          "so many rules are left out");

  private static final Setting<RewriteFlow, Boolean> CHAINED =
      new Setting<>(
          "chained",
          ValueTypes.flag(),
          FALSE,
          RewriteFlow::chained,
          RewriteFlow::chained,
          "where this rule does not apply, the next is left out");

  private static final Setting<RewriteFlow, Boolean> PASS =
      new Setting<>(
          "pass",
          ValueTypes.flag(),
          FALSE,
          RewriteFlow::pass,
          RewriteFlow::pass,
          "the routes below are asked for the new path");

  private static final Setting<RewriteFlow, Boolean> OVER =
      new Setting<>(
          "over",
          ValueTypes.flag(),
          FALSE,
          RewriteFlow::over,
          RewriteFlow::over,
          "no rule is tried any more, of no route");

  /** Which rule comes next. */
  public static final List<Setting<RewriteFlow, ?>> FLOW =
      List.of(LAST, ROUNDS, SKIP, CHAINED, PASS, OVER);

  /** Every key of a rule that is no key of a route. */
  public static final List<TableRow> RULE =
      TableRow.all(
          List.of(PATTERN, NOT, WHEN, TO, REDIRECT, RESPOND, CLUSTER),
          FLOW,
          WRITING,
          List.of(SET, UNSET, COOKIES));

  /** Every key of a rule. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          RULE,
          RewritingRows.OF_RULES,
          RewritingRows.ANSWERS,
          List.of(
              RewritingRows.REVERSE_RULES, RewritingRows.REQUEST_HEADERS, RewritingRows.COMPRESS));

  /** What a condition may ask; it asks one of them. */
  public static final List<Part> TESTS =
      List.of(
          new Part("matches", "regular expression", Part.REQUIRED, "is found in it"),
          new Part("equals", "text", Part.REQUIRED, "the text that it is"),
          new Part("before", "text", Part.REQUIRED, "stands before"),
          new Part("behind", "text", Part.REQUIRED, "stands behind"),
          new Part("number", "whole number", Part.REQUIRED, "the number that it is"),
          new Part("below", "whole number", Part.REQUIRED, "than which it is less"),
          new Part("above", "whole number", Part.REQUIRED, "than which it is more"),
          new Part("expression", "text", Part.REQUIRED, "one of Apache's expressions that holds"),
          new Part(
              "is", "`file`, `filled`, `folder`, `link`", Part.REQUIRED, "what there is with"));

  /** The text that a condition asks. */
  public static final Part VALUE =
      new Part("value", "text", Part.REQUIRED, "with `%{NAME}`, `%1`, `$1`");

  /** Whether the test must fail. */
  public static final Setting<Boolean, Boolean> CONDITION_NOT =
      Setting.alone("not", ValueTypes.flag(), FALSE, "that it must not hold");

  /** Whether the next one will do as well. */
  public static final Setting<Boolean, Boolean> CONDITION_OR =
      Setting.alone("or", ValueTypes.flag(), FALSE, "that the next will do as well");

  /** Whether upper and lower case are the same. */
  public static final Setting<Boolean, Boolean> IGNORE_CASE =
      Setting.alone("ignoreCase", ValueTypes.flag(), FALSE, "upper and lower case are the same");

  /** Every key of a condition. */
  public static final List<TableRow> CONDITION =
      TableRow.all(List.of(VALUE), TESTS, List.of(IGNORE_CASE, CONDITION_NOT, CONDITION_OR));

  private RewriteRows() {}
}
