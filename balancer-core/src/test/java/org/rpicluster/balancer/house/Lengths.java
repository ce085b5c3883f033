package org.rpicluster.balancer.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** A file has at most 400 lines, a method at most 60. Most have a quarter of that. */
final class Lengths implements HouseRule {

  static final int FILE_MAX = 400;
  static final int METHOD_MAX = 60;

  private static final Pattern TYPE =
      Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+|=\\s*new\\s", Pattern.MULTILINE);

  /** What an opening brace begins. */
  private enum Kind {
    TYPE,
    METHOD,
    OTHER
  }

  private record Block(Kind kind, int firstLine) {}

  @Override
  public List<Violation> check(JavaFile file) {
    List<Violation> violations = new ArrayList<>();
    int lines = file.lines().size();
    if (lines > FILE_MAX) {
      violations.add(
          file.violation(
              FILE_MAX + 1,
              lines
                  + " lines (expected: at most "
                  + FILE_MAX
                  + "): split state, life cycle, choice"));
    }
    checkMethods(file, violations);
    return violations;
  }

  private static void checkMethods(JavaFile file, List<Violation> violations) {
    String code = file.code();
    Deque<Block> open = new ArrayDeque<>();
    int header = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '{') {
        open.push(block(file, code.substring(header, i), header, open));
      } else if (c == '}' && !open.isEmpty()) {
        checkBlock(file, open.pop(), file.lineAt(i), violations);
      }
      if (c == '{' || c == '}' || c == ';') {
        header = i + 1;
      }
    }
  }

  private static Block block(JavaFile file, String header, int from, Deque<Block> open) {
    int blank = header.length() - header.stripLeading().length();
    boolean inType = !open.isEmpty() && open.peek().kind() == Kind.TYPE;
    Kind kind = inType && header.contains("(") ? Kind.METHOD : Kind.OTHER;
    return new Block(TYPE.matcher(header).find() ? Kind.TYPE : kind, file.lineAt(from + blank));
  }

  private static void checkBlock(
      JavaFile file, Block block, int lastLine, List<Violation> violations) {
    int lines = lastLine - block.firstLine() + 1;
    if (block.kind() == Kind.METHOD && lines > METHOD_MAX) {
      violations.add(
          file.violation(
              block.firstLine(),
              "a method of "
                  + lines
                  + " lines (expected: at most "
                  + METHOD_MAX
                  + "): name its parts"));
    }
  }
}
