package org.rpicluster.balancer.vertx.rewrite;

/**
 * The way in which a rule writes a target. Immutable.
 *
 * @param query what becomes of the request's query
 * @param lastMark whether the query of what it writes begins at the last {@code ?} there: Apache's
 *     {@code [QSL]}
 * @param escape whether what it wrote is escaped anew; otherwise it is sent as it is
 * @param quoting how groups are filled in
 * @param dropRest whether what stands behind the name of a file is left out from then on: Apache's
 *     {@code [DPI]}
 */
public record RewriteWriting(
    RewriteQuery query,
    boolean lastMark,
    boolean escape,
    RewriteQuoting quoting,
    boolean dropRest) {

  /** The usual way. */
  public static final RewriteWriting DEFAULT =
      new RewriteWriting(RewriteQuery.KEEP, false, true, RewriteQuoting.NONE, false);

  /** Where the query of a text begins; -1 if it has none. */
  int mark(String text) {
    return lastMark ? text.lastIndexOf('?') : text.indexOf('?');
  }

  /** The same with another value. */
  public RewriteWriting query(RewriteQuery value) {
    return new RewriteWriting(value, lastMark, escape, quoting, dropRest);
  }

  /** The same with another value. */
  public RewriteWriting lastMark(boolean value) {
    return new RewriteWriting(query, value, escape, quoting, dropRest);
  }

  /** The same with another value. */
  public RewriteWriting escape(boolean value) {
    return new RewriteWriting(query, lastMark, value, quoting, dropRest);
  }

  /** The same with another value. */
  public RewriteWriting quoting(RewriteQuoting value) {
    return new RewriteWriting(query, lastMark, escape, value, dropRest);
  }

  /** The same with another value. */
  public RewriteWriting dropRest(boolean value) {
    return new RewriteWriting(query, lastMark, escape, quoting, value);
  }
}
