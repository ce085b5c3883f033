package org.rpicluster.balancer.vertx.downstream;

/** The reasons why a head could not be read as a request. */
public enum HeadFault {

  /** It breaks the grammar. */
  MALFORMED,

  /** Its request line is longer than it may be. */
  LINE_TOO_LONG,

  /** Its fields are longer than they may be. */
  FIELDS_TOO_LONG,

  /** It has more fields, or more trailers, than it may. */
  TOO_MANY_FIELDS,

  /** It was begun, and did not come whole in time. */
  TOO_SLOW,

  /** It is of a version of HTTP that is not spoken here. */
  UNKNOWN_VERSION,

  /** Its body has a transfer coding that is not known here. */
  UNKNOWN_CODING,

  /** There is no memory left to read it. */
  NO_MEMORY
}
