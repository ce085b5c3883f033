package org.rpicluster.balancer.program.cli;

import picocli.CommandLine.IVersionProvider;

/**
 * The versions that {@code --version} tells: ours, from the jar's manifest, and the Java that runs
 * us.
 */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String ours = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "balancer " + (ours == null ? "(not packaged)" : ours),
      "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
