package org.rpicluster.balancer.program.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program in a process of its own, as it is run, asked a little of everything: so that what it
 * loads is what it will load. At the loopback address alone; its member is a listener of its own.
 * Blocks; for one thread.
 */
final class Rehearsal {

  /** Longer than all of it takes on the slowest Pi. */
  private static final long SECONDS_MAX = 600;

  private static final String READY = "ready http://";

  private static final String CONFIGURATION =
      """
      listen: [{address: 127.0.0.1:0, h2c: true}, {address: "127.0.0.1:%1$d", name: member}]
      accessLog: {file: access.log, format: combined}
      stateFile: state.json
      shutdown: 1s
      clusters:
        rehearsal:
          members: ["http://127.0.0.1:%1$d"]
          probe: {path: /, interval: 1s}
          sticky: {cookie: ROUTEID}
      routes:
        - {path: /, listener: member, respond: {status: 200, body: "a member's answer"}}
        - {path: /balancer-manager, manager: {}}
        - {path: /, cluster: rehearsal}
      """;

  private Rehearsal() {}

  /**
   * Plays it to its end.
   *
   * @param command the program's {@code run}, to which the configuration is added
   * @throws IOException if the program does not do what it is asked; the message has its last line
   */
  static void play(List<String> command) throws IOException {
    Path folder = Files.createTempDirectory("balancer-rehearsal-");
    try {
      Path file = folder.resolve("rehearsal.yaml");
      Files.writeString(file, String.format(Locale.ROOT, CONFIGURATION, freePort()));
      List<String> words = new ArrayList<>(command);
      words.add(file.toString());
      play(new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start());
    } finally {
      remove(folder);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void play(Process process) throws IOException {
    Executor late = CompletableFuture.delayedExecutor(SECONDS_MAX, TimeUnit.SECONDS);
    late.execute(process::destroyForcibly);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      RehearsedClient.ask(URI.create("http://" + awaitReady(out)).getPort());
      process.toHandle().destroy(); // with its output left open
      String last = lastLine(out);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("the program has ended with status " + status + ": " + last);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String awaitReady(BufferedReader out) throws IOException {
    String last = "nothing was said";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
      last = line;
    }
    throw new IOException("the program does not start: " + last);
  }

  private static String lastLine(BufferedReader out) {
    return out.lines().reduce("", (before, line) -> line);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
