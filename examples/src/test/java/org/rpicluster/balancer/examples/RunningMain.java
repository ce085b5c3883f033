package org.rpicluster.balancer.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program in a process of its own, as a user starts it. It stands as soon as it has said {@code
 * ready URL}; closing kills it.
 */
final class RunningMain implements AutoCloseable {

  /** What only tests have, the program and its log binding among it. */
  private static final String OF_TESTS =
      "[^:]*(/test-classes|-tests\\.jar|/program/target/classes|/balancer-program-[^:/]*"
          + "|/logback-[^:/]*):?";

  private final Process process;
  private final BufferedReader output;
  private final String url;
  private final StringBuilder said;

  private RunningMain(Process process, BufferedReader output, String url, StringBuilder said) {
    this.process = process;
    this.output = output;
    this.url = url;
    this.said = said;
  }

  /** With the class path of a project that needs what the examples need. */
  static RunningMain onClassPath(Class<?> main, String... args) throws IOException {
    return start(List.of("-cp", embeddersPath(), main.getName()), args);
  }

  /** The balancer's own program, until it is closed, with the examples on its class path. */
  static RunningMain program(Class<?> main, String... args) throws IOException {
    return start(List.of("-cp", programsPath(), main.getName()), args);
  }

  /** What a program prints that ends by itself. */
  static String outputOf(Class<?> main) throws IOException {
    Process process = java(List.of("-cp", embeddersPath(), main.getName()));
    try (BufferedReader output = process.inputReader()) {
      return output.lines().map(line -> line + '\n').collect(Collectors.joining());
    }
  }

  /** As a module: with the descriptors, as {@code java -m} resolves them. */
  static RunningMain asModule(Class<?> main, String... args) throws IOException {
    String entry = "org.rpicluster.balancer.examples/" + main.getName();
    return start(List.of("-p", embeddersPath(), "-m", entry), args);
  }

  private static String programsPath() {
    return System.getProperty("java.class.path").replaceAll("[^:]*/slf4j-jdk14-[^:/]*:?", "");
  }

  private static String embeddersPath() {
    return System.getProperty("java.class.path").replaceAll(OF_TESTS, "");
  }

  /** The balancer's own program, for a command that ends by itself. */
  static Process program(String... args) throws IOException {
    String main = "org.rpicluster.balancer.program.cli.Main";
    return java(List.of("-cp", programsPath(), main), args);
  }

  private static Process java(List<String> options, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Killed at the end, it could not remove the directory that Vert.x would make for its class
    // path.
    command.add("-Dvertx.disableFileCPResolving=true");
    command.add("-Dvertx.disableFileCaching=true");
    command.addAll(options);
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static RunningMain start(List<String> options, String... args) throws IOException {
    Process process = java(options, args);
    // Not closed here: it is the process's output, which ends with the process.
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ready ")) {
        return new RunningMain(process, output, line.substring("ready ".length()), said);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("ended without being ready:\n" + said);
  }

  String url() {
    return url;
  }

  /** Ends it, and gives all that was on its console but for the line that says it is ready. */
  String console() throws IOException {
    process.toHandle().destroyForcibly(); // unlike the process's own, it leaves the output open
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
    }
    return said.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
