/**
 * Apache httpd's configuration as one of the program's syntaxes: reads it ({@code syntax}), knows
 * its directives ({@code table}), translates them into the records of {@code config} ({@code
 * translate}), and reports the fate of each line ({@code report}).
 */
@NullMarked
package org.rpicluster.balancer.program.config.apache;

import org.jspecify.annotations.NullMarked;
