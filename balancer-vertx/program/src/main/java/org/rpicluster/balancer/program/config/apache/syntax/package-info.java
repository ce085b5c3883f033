/**
 * Apache's syntax: from text to a tree of {@link
 * org.rpicluster.balancer.program.config.apache.syntax.Directive}s with their places. Lines are
 * joined ({@code LineReader}), arguments are split ({@code ArgumentSplitter}), variables are put in
 * ({@code Variables}), conditions decided ({@code Conditions}), files and macros put in their
 * place; {@code TreeReader} drives them all. What a directive means is not known here.
 */
@NullMarked
package org.rpicluster.balancer.program.config.apache.syntax;

import org.jspecify.annotations.NullMarked;
