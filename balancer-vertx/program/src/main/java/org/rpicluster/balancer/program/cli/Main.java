package org.rpicluster.balancer.program.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.NamesInLocale;
import org.rpicluster.balancer.program.config.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program's front door: reads the command line, runs one command and says how it ended by the
 * exit status: 0, or 2 with one line on standard error for each thing that the user can put right,
 * or 1 for an error of the program's own.
 */
@Command(
    name = "balancer",
    description = "A load balancer for small clusters.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main implements Runnable {

  static final int FAULT = 2;
  private static final int INTERNAL_ERROR = 1;
  private static final String IGNORED_EXTENSIONS = "jdk.tls.server.disableExtensions";

  /** In the order of the help; each is named as its class is. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          UpgradeCommand.class,
          ArchiveCommand.class,
          CheckCommand.class,
          ImportCommand.class,
          PublishCommand.class,
          PullCommand.class,
          ServeCommand.class,
          StatusCommand.class,
          DrainCommand.class,
          EnableCommand.class,
          DisableCommand.class,
          WeightCommand.class,
          AddCommand.class,
          RemoveCommand.class,
          RecoverCommand.class,
          StrategyCommand.class,
          ExplainCommand.class,
          EditsCommand.class,
          UndoCommand.class,
          ResetCommand.class,
          ReloadCommand.class,
          TopCommand.class,
          PasswordCommand.class,
          RolloutCommand.class,
          VipCommand.class);

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command that {@code arguments} name, and ends the process. */
  public static void main(String[] arguments) {
    Terminal.setUp();
    leaveServerNamesToUs();
    Logging.start(); // or libraries say what they find, on standard output, before answers
    System.exit(executed(arguments));
  }

  /** The same, but that a heap that is too small is no stack trace. */
  private static int executed(String... arguments) {
    try {
      return execute(arguments);
    } catch (OutOfMemoryError e) {
      OutOfMemory.endIfUsedUp(e);
      throw e;
    }
  }

  /**
   * The JVM ends a handshake that asks for a name with an underscore, which is no host name to it;
   * so that it does not read names, which {@code ClientHello} does. A setting of the whole JVM, and
   * so the program's alone to make, before anything of TLS is loaded.
   */
  private static void leaveServerNamesToUs() {
    String set = System.getProperty(IGNORED_EXTENSIONS, "");
    System.setProperty(IGNORED_EXTENSIONS, set.isEmpty() ? "server_name" : set + ",server_name");
  }

  /** Runs a command to its end, and gives the exit status. */
  static int execute(String... arguments) {
    return line(arguments)
        .registerConverter(Path.class, Main::file)
        .setParameterExceptionHandler((e, any) -> misused(e))
        .setExecutionExceptionHandler((e, any, result) -> failed(e))
        .execute(arguments);
  }

  /**
   * What a command takes is read of its class, 10 ms each on a Pi: of the one that is asked for.
   */
  private static CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    List<Class<?>> asked = COMMANDS.stream().filter(each -> isNamed(each, arguments)).toList();
    (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
    return line;
  }

  private static boolean isNamed(Class<?> command, String... arguments) {
    String name = command.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
    return arguments.length > 0 && name.equals(arguments[0]);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command");
  }

  private static Path file(String name) {
    try {
      return NamesInLocale.path("name", name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int misused(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unknown && !unknown.getSuggestions().isEmpty()) {
      say(Check.message("command", unknown.getUnmatched().get(0), meant(unknown)));
      return FAULT;
    }
    String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    say(firstLine(e) + "; see " + help);
    return FAULT;
  }

  /** The command that is as near as a slip; else those that picocli finds alike. */
  private static String meant(UnmatchedArgumentException unknown) {
    Set<String> known = unknown.getCommandLine().getSubcommands().keySet();
    return NearestName.to(unknown.getUnmatched().get(0), known)
        .orElseGet(() -> String.join(", ", unknown.getSuggestions()));
  }

  private static int failed(Exception e) {
    if (e instanceof ConfigurationException bad) {
      bad.lines().forEach(System.err::println);
      return FAULT;
    }
    say(e instanceof Fault ? firstLine(e) : "internal error: " + firstLine(e));
    return e instanceof Fault ? FAULT : INTERNAL_ERROR;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(
            e instanceof Fault || e instanceof ParameterException ? e.getMessage() : e)
        .lines()
        .findFirst()
        .orElse("");
  }

  private static void say(String line) {
    System.err.println("balancer: " + line);
  }
}
