package org.rpicluster.balancer.program.cli;

import java.util.concurrent.Callable;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.login.NewLogin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code password NAME}: a line for a file of users. */
@Command(
    name = "password",
    description = {
      "Makes a line for a file of users, of a password that is typed or is the first line of",
      "standard input; with --token, of a token that is drawn, and shown on standard error."
    },
    mixinStandardHelpOptions = true)
final class PasswordCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name = "";

  @Option(names = "--token", description = "A token for programs, in the place of a password.")
  private boolean token;

  @Option(
      names = "--cost",
      paramLabel = "N",
      defaultValue = "10",
      description = "Of bcrypt, 4 to 14: one more takes twice as long; by default 10.")
  private int cost = 10;

  @Override
  public Integer call() {
    try {
      NewLogin made =
          token
              ? NewLogin.ofToken(name)
              : NewLogin.ofPassword(name, Secret.chosen("password of " + name), cost);
      System.out.println(made.line());
      if (token) {
        System.err.println("token: " + made.secret());
      }
      return 0;
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }
}
