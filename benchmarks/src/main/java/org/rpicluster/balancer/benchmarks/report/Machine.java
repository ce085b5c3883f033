package org.rpicluster.balancer.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The machine that the figures were measured on: the board or the processor, never the host's name.
 *
 * @param model as the machine says
 * @param cores how many the JVM sees
 */
record Machine(String model, int cores) {

  private static final Path BOARD = Path.of("/proc/device-tree/model");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** The machine that this runs on. */
  static Machine here() {
    String model =
        lines(BOARD).stream()
            .findFirst()
            .or(Machine::processor)
            .orElse(System.getProperty("os.arch"))
            // The board's name ends with a zero byte.
            .replaceAll("\\p{Cntrl}|\\((R|TM)\\)", "")
            .strip();
    return new Machine(model, Runtime.getRuntime().availableProcessors());
  }

  private static Optional<String> processor() {
    return lines(PROCESSORS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1))
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** For a directory's name: {@code raspberry-pi-4-model-b-rev-1-4-4-cores}. */
  String slug() {
    return (model + " " + cores + " cores").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s %s",
        model,
        cores,
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }
}
