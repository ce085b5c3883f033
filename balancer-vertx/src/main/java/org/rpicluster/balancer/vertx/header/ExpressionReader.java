package org.rpicluster.balancer.vertx.header;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

/**
 * Reads Apache's expressions: comparisons of words, joined by {@code &&}, {@code ||} and {@code !},
 * or by {@code and}, {@code or} and {@code not}. One look at each character, and a bounded depth.
 * For one thread and one expression. Apache's ap_expr; what it has and this has not is an error.
 */
final class ExpressionReader {

  /** No operator writes more by hand, and each takes a frame of the stack. */
  private static final int DEPTH_MAX = 40;

  private static final List<String> OPERATORS =
      List.of(
          "==",
          "!=",
          "=~",
          "!~",
          "<=",
          ">=",
          "=",
          "<",
          ">",
          "-eq",
          "-ne",
          "-lt",
          "-le",
          "-gt",
          "-ge",
          "-in",
          "-ipmatch",
          "-strmatch");

  private final ExpressionText text;
  private final ExpressionWords words;
  private int depth;

  private ExpressionReader(String written) {
    text = new ExpressionText(written);
    words = new ExpressionWords(text);
  }

  /**
   * A condition.
   *
   * @throws IllegalArgumentException if it is none that is understood here
   */
  static Predicate<Facts> condition(String written) {
    ExpressionReader reader = new ExpressionReader(written);
    Predicate<Facts> condition = reader.either();
    if (!reader.text.isAtEnd()) {
      throw reader.text.wrong("&&, || or the end");
    }
    return condition;
  }

  /**
   * A text with {@code %{…}} in it.
   *
   * @throws IllegalArgumentException if it asks for what there is not
   */
  static TextExpression text(String written) {
    return new ExpressionWords(new ExpressionText(written)).interpolated(written);
  }

  private Predicate<Facts> either() {
    if (++depth > DEPTH_MAX) {
      throw text.wrong("fewer parentheses");
    }
    Predicate<Facts> condition = both();
    while (text.takes("||") || text.takesWord("or")) {
      condition = condition.or(both());
    }
    depth--;
    return condition;
  }

  private Predicate<Facts> both() {
    Predicate<Facts> condition = one();
    while (text.takes("&&") || text.takesWord("and")) {
      condition = condition.and(one());
    }
    return condition;
  }

  private Predicate<Facts> one() {
    if (text.takes("!") || text.takesWord("not")) {
      if (++depth > DEPTH_MAX) {
        throw text.wrong("fewer exclamation marks");
      }
      Predicate<Facts> other = one().negate();
      depth--;
      return other;
    }
    if (text.takes("(")) {
      Predicate<Facts> inner = either();
      text.require(")");
      return inner;
    }
    return text.takesWord("true")
        ? facts -> true
        : text.takesWord("false") ? facts -> false : tested();
  }

  private Predicate<Facts> tested() {
    if (text.takesWord("-n")) {
      TextExpression word = words.next();
      return facts -> !word.of(facts).isEmpty();
    }
    if (text.takesWord("-z")) {
      TextExpression word = words.next();
      return facts -> word.of(facts).isEmpty();
    }
    if (text.takesWord("-T")) {
      TextExpression word = words.next();
      return facts -> !isFalse(word.of(facts));
    }
    return text.takesWord("-R") ? address(facts -> facts.of(Fact.REMOTE_ADDR)) : compared();
  }

  private static boolean isFalse(String word) {
    return word.isEmpty()
        || word.equals("0")
        || List.of("off", "false", "no").stream().anyMatch(word::equalsIgnoreCase);
  }

  private Predicate<Facts> compared() {
    TextExpression left = words.next();
    for (String operator : OPERATORS) {
      boolean isWord = operator.startsWith("-");
      if (isWord ? text.takesWord(operator) : text.takes(operator)) {
        return compared(left, operator);
      }
    }
    throw text.wrong(String.join(" ", OPERATORS));
  }

  private Predicate<Facts> compared(TextExpression left, String operator) {
    return switch (operator) {
      case "=~" -> found(left);
      case "!~" -> found(left).negate();
      case "-in" -> in(left);
      case "-ipmatch" -> address(left);
      case "-strmatch" -> throw text.wrong("=~ with a regular expression");
      default -> ordered(left, operator, words.next());
    };
  }

  /** By characters, or as numbers where the operator has letters. */
  private static Predicate<Facts> ordered(
      TextExpression left, String operator, TextExpression right) {
    boolean numbers = operator.startsWith("-");
    return facts -> {
      String a = left.of(facts);
      String b = right.of(facts);
      int order = numbers ? Long.compare(number(a), number(b)) : a.compareTo(b);
      return switch (operator) {
        case "==", "=", "-eq" -> order == 0;
        case "!=", "-ne" -> order != 0;
        case "<", "-lt" -> order < 0;
        case "<=", "-le" -> order <= 0;
        case ">", "-gt" -> order > 0;
        default -> order >= 0;
      };
    };
  }

  /** What is no number is 0, as in C. */
  private static long number(String word) {
    try {
      return Long.parseLong(word.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private Predicate<Facts> found(TextExpression left) {
    FieldPattern pattern = text.pattern();
    return facts -> pattern.isIn(left.of(facts));
  }

  private Predicate<Facts> in(TextExpression left) {
    List<TextExpression> list = new ArrayList<>();
    text.require("{");
    do {
      list.add(words.next());
    } while (text.takes(","));
    text.require("}");
    return facts -> {
      String word = left.of(facts);
      return list.stream().anyMatch(each -> each.of(facts).equals(word));
    };
  }

  private Predicate<Facts> address(TextExpression left) {
    AddressList block = AddressList.of(List.of(text.quoted()));
    return facts -> {
      String word = left.of(facts);
      return InetAddresses.isInetAddress(word) && block.contains(InetAddresses.forString(word));
    };
  }
}
