package org.rpicluster.balancer.vertx.http;

import java.util.Collections;
import java.util.List;

/**
 * All values of a field, as {@link Fields#getAll} has them; but of one that is not there, which is
 * the usual case, without a new list or iterator each time. Stateless; any thread.
 */
public final class Values {

  private Values() {}

  /** Every value of the field, in the order of its lines. */
  public static List<String> of(Fields fields, CharSequence name) {
    return fields.contains(name) ? fields.getAll(name) : Collections.emptyList();
  }
}
