package org.rpicluster.balancer.vertx.http.codec;

import java.util.ArrayList;
import java.util.List;

/** What a parser has said of some bytes, whatever the pieces of the bodies were. */
final class Transcript {

  /** What a step is. */
  enum Kind {
    HEAD,
    BODY,
    END,
    REFUSED
  }

  /**
   * A step.
   *
   * @param text a body, a first line, or why it was refused
   * @param fields of a head, or behind a body
   */
  record Step(Kind kind, String text, List<String> fields) {}

  private final List<Step> steps = new ArrayList<>();

  void head(String line, List<String> fields) {
    steps.add(new Step(Kind.HEAD, line, fields));
  }

  void body(String piece) {
    Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last != null && last.kind() == Kind.BODY) {
      steps.set(steps.size() - 1, new Step(Kind.BODY, last.text() + piece, List.of()));
    } else if (!piece.isEmpty()) {
      steps.add(new Step(Kind.BODY, piece, List.of()));
    }
  }

  void end(List<String> trailers) {
    steps.add(new Step(Kind.END, "", trailers));
  }

  /** What is only cut off was not refused: more of it might have been right. */
  void fault(MessageFault fault) {
    if (fault != MessageFault.CUT) {
      refused(fault.name());
    }
  }

  /** Only the first time: nothing comes after it. */
  void refused(String why) {
    if (!isRefused()) {
      steps.add(new Step(Kind.REFUSED, why, List.of()));
    }
  }

  List<Step> steps() {
    return steps;
  }

  boolean isRefused() {
    return !steps.isEmpty() && steps.get(steps.size() - 1).kind() == Kind.REFUSED;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step.kind()).append(' ').append(step.text()).append(step.fields()).append('\n');
    }
    return text.toString();
  }
}
