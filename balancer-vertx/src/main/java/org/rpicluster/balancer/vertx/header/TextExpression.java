package org.rpicluster.balancer.vertx.header;

/** A text that is made of what is known of an exchange: part of an expression. */
@FunctionalInterface
interface TextExpression {

  /** The text; empty if what it asks for is not known. */
  String of(Facts facts);
}
