package org.rpicluster.balancer.program.config;

/** Reads one syntax of configuration files. Stateless; any thread. */
@FunctionalInterface
public interface FrontEnd {

  /**
   * Reads a file.
   *
   * @throws ConfigurationException with every error in it
   */
  Configuration read(Source source);
}
