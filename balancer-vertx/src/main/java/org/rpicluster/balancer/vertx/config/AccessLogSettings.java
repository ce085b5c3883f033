package org.rpicluster.balancer.vertx.config;

import java.nio.file.Path;

/**
 * Where exchanges are logged. The format is Apache's combined one, the only one there is.
 *
 * @param file a relative one is in the directory in which the program was started
 */
public record AccessLogSettings(Path file) {}
