/**
 * The configuration of the program: one {@link Configuration} of records, whatever the syntax of
 * the file. A front end ({@link FrontEnd}) reads one syntax and reports every error at its place;
 * all front ends share the records, and so the checks in them.
 */
@NullMarked
package org.rpicluster.balancer.program.config;

import org.jspecify.annotations.NullMarked;
