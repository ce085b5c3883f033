/**
 * The report on an Apache configuration: the fate of each line, errors and warnings, each with file
 * and line. Nothing here reads or translates.
 */
@NullMarked
package org.rpicluster.balancer.program.config.apache.report;

import org.jspecify.annotations.NullMarked;
