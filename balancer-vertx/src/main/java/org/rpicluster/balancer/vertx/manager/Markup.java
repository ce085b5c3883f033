package org.rpicluster.balancer.vertx.manager;

import com.google.common.html.HtmlEscapers;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Text that is HTML already. What is no {@code Markup} is escaped wherever it gets into a page, so
 * that nothing which a member, a file or an operator says becomes an element. Immutable.
 *
 * @param text the HTML
 */
record Markup(String text) {

  static final Markup NONE = new Markup("");

  /** Anything that is said, for an element or an attribute in double quotes. */
  static Markup of(Object said) {
    return said instanceof Markup markup
        ? markup
        : new Markup(HtmlEscapers.htmlEscaper().escape(said.toString()));
  }

  /** Several, one after the other. */
  static Collector<Markup, ?, Markup> joining() {
    return Collectors.collectingAndThen(
        Collectors.mapping(Markup::text, Collectors.joining()), Markup::new);
  }

  @Override
  public String toString() {
    return text;
  }
}
