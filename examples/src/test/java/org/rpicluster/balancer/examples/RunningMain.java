package org.rpicluster.balancer.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in a process of its own, as a user starts it. It stands as soon as it has said {@code
 * ready URL}; closing kills it.
 */
final class RunningMain implements AutoCloseable {

  private final Process process;
  private final String url;

  private RunningMain(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** With the class path of this test. */
  static RunningMain onClassPath(Class<?> main, String... args) throws IOException {
    return start(List.of("-cp", System.getProperty("java.class.path"), main.getName()), args);
  }

  /** As a module: with the descriptors, as {@code java -m} resolves them. */
  static RunningMain asModule(Class<?> main, String... args) throws IOException {
    String entry = "org.rpicluster.balancer.examples/" + main.getName();
    return start(List.of("-p", modulePath(), "-m", entry), args);
  }

  private static String modulePath() {
    return System.getProperty("java.class.path")
        .replaceAll("[^:]*(test-classes|-tests\\.jar):?", "");
  }

  /** The balancer's own program, for a command that ends by itself. */
  static Process program(String... args) throws IOException {
    String main = "org.rpicluster.balancer.vertx.server.Main";
    return java(List.of("-cp", System.getProperty("java.class.path"), main), args);
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
        return new RunningMain(process, line.substring("ready ".length()));
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("ended without being ready:\n" + said);
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
