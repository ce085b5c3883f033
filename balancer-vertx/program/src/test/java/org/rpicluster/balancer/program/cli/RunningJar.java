package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The packaged program as a process of its own, as a user starts it. Tests have time limits. */
final class RunningJar implements AutoCloseable {

  private static final Path JAR = Path.of("target", "balancer.jar");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  /** Half the processor time of a start, which is most of what these tests do. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** A test that is interrupted reads on all the same: only an end of the process ends that. */
  private static final int PATIENCE_SECONDS = 180;

  private RunningJar(Process process) {
    this.process = process;
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    out = process.inputReader(StandardCharsets.UTF_8);
    err = process.errorReader(StandardCharsets.UTF_8);
  }

  /** Starts it with a directory for temporary files. */
  static RunningJar start(Path temporary, List<String> javaOptions, String... arguments)
      throws IOException {
    return start(Map.of(), temporary, javaOptions, arguments);
  }

  /** The same with other variables of the environment; those that are empty are not set at all. */
  static RunningJar start(
      Map<String, String> environment, Path temporary, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(QUICK_START);
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    return new RunningJar(builder.start());
  }

  /** Starts it with so many files that it may have open. */
  static RunningJar startWithFiles(int files, Path temporary, String... arguments)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "sh", java));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(QUICK_START);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return new RunningJar(new ProcessBuilder(command).start());
  }

  /** The next line of standard output that begins so, without that beginning. */
  String awaitOut(String beginning) throws IOException {
    return await(out, line -> line.startsWith(beginning)).substring(beginning.length());
  }

  /** The next line of standard error that contains a text. */
  String awaitErr(String text) throws IOException {
    return await(err, line -> line.contains(text));
  }

  private static String await(BufferedReader reader, Predicate<String> wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (wanted.test(line)) {
        return line;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the program has ended, having said\n" + seen);
  }

  /** All that it still says on standard output until its end. */
  String restOfOut() {
    return out.lines().collect(Collectors.joining("\n"));
  }

  /** All that it still says on standard error until its end. */
  List<String> restOfErr() {
    return err.lines().toList();
  }

  /** By the shell, as that has `kill` built in: the program of this name is not on every system. */
  void signal(String name) throws IOException, InterruptedException {
    String kill = "kill -" + name + " " + process.pid();
    int status = new ProcessBuilder("sh", "-c", kill).start().waitFor();
    assertThat(status).as(kill).isZero();
  }

  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
