/**
 * The directives of httpd as data: {@code directives.tsv} has a row for each, {@link
 * org.rpicluster.balancer.program.config.apache.table.DirectiveTable} reads it.
 */
@NullMarked
package org.rpicluster.balancer.program.config.apache.table;

import org.jspecify.annotations.NullMarked;
