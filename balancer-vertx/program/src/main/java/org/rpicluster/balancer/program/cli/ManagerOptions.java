package org.rpicluster.balancer.program.cli;

import java.net.URI;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which manager a command asks, and who asks. For the main thread. */
final class ManagerOptions {

  static final String HERE = "http://127.0.0.1:8080/balancer-manager";

  @Option(
      names = "--manager",
      paramLabel = "URL",
      defaultValue = HERE,
      description = "The manager of the balancer; by default ${DEFAULT-VALUE}.")
  private URI manager = URI.create(HERE);

  @Mixin private LoginOptions login = new LoginOptions();

  /**
   * The manager, asked by this user.
   *
   * @throws Fault if an option is wrong
   */
  ManagerClient client() {
    return client("--manager", manager, login);
  }

  /** The same of another option. */
  static ManagerClient client(String option, URI url, LoginOptions login) {
    try {
      return ManagerClient.at(url, login.authorization());
    } catch (IllegalArgumentException e) {
      throw new Fault(String.valueOf(e.getMessage()).replace("--manager", option));
    }
  }
}
