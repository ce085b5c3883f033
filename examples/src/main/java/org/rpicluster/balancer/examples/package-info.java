/**
 * Small whole programs that use the library, to read and to copy. A test runs each of them, and
 * README's snippets are cut from them.
 */
@NullMarked
package org.rpicluster.balancer.examples;

import org.jspecify.annotations.NullMarked;
