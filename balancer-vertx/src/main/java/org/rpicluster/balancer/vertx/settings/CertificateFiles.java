package org.rpicluster.balancer.vertx.settings;

import java.nio.file.Path;

/**
 * The files of one certificate and its key. A relative path is in the directory in which the
 * program was started. Immutable.
 *
 * @param certificate PEM: the certificate itself, and after it those that lead to a known authority
 * @param key PEM: its private key
 */
public record CertificateFiles(Path certificate, Path key) {}
