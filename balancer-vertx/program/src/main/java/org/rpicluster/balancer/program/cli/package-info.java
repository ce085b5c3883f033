/**
 * The command line: {@link org.rpicluster.balancer.program.cli.Main} runs one command; what belongs
 * to the process, such as signals, the log and standard output, is set up here.
 */
@NullMarked
package org.rpicluster.balancer.program.cli;

import org.jspecify.annotations.NullMarked;
