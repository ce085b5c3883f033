package org.rpicluster.balancer.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.vertx.edit.ReloadReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, or a manager that is asked to: reads the configuration again and applies the difference.
 * If anything is wrong with it, it says what, and all stays as it was. Runs on the thread that
 * asks; two at once take turns.
 */
public final class Reload implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  /** A person reads no more of them; how many there are in all is said as well. */
  private static final int LINES_MAX = 50;

  private final Path file;
  private final Optional<Path> main;
  private final Program program;

  /** A reload of a file that stands alone. */
  public Reload(Path file, Program program) {
    this(file, Optional.empty(), program);
  }

  /**
   * A reload.
   *
   * @param main the main file around it, in Apache's syntax
   */
  public Reload(Path file, Optional<Path> main, Program program) {
    this.file = file;
    this.main = main;
    this.program = program;
  }

  /** Reads again on every SIGHUP from now on, and when managers ask for it. */
  public void install() {
    program.reloadedBy(this);
    if (!Signals.on("HUP", this)) {
      LOG.warn("SIGHUP does not come through (is this run by nohup?): no reload");
    }
  }

  @Override
  public void run() {
    try {
      apply("SIGHUP");
    } catch (ConfigurationException e) {
      e.lines().forEach(line -> LOG.error("{}", line));
      LOG.error("{}: has errors, the configuration stays as it was", file);
    } catch (Fault e) {
      LOG.error("{}; the configuration stays as it was", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: reload failed", file, e);
    }
  }

  /**
   * Reads the file and applies the difference.
   *
   * @param who has asked for it
   * @throws ConfigurationException if the file has errors
   * @throws Fault if it cannot be had; nothing has changed then
   */
  synchronized ReloadReport apply(String who) {
    String sha256 = sha256();
    Configuration next = ConfigurationFile.read(file, main);
    ConfigurationDifference change = program.change(next);
    change.lines().stream().limit(LINES_MAX).forEach(line -> LOG.info("{}", line));
    LOG.info(
        "{}: read again ({}); changes: {}; {}; 0 connections closed",
        file,
        who,
        change.lines().size(),
        change.summary());
    return report(sha256, change);
  }

  /** What the file would change, or what is wrong with it. */
  ReloadReport preview() {
    return preview(() -> ConfigurationFile.read(file, main), this::sha256);
  }

  /** The same of another text in its place. */
  ReloadReport preview(String text) {
    return preview(
        () -> ConfigurationFile.parse(file, main, text), () -> ConfigurationFile.sha256(text));
  }

  private ReloadReport preview(Supplier<Configuration> next, Supplier<String> sha256) {
    try {
      return report(sha256.get(), program.compare(next.get()));
    } catch (ConfigurationException e) {
      return new ReloadReport(file.toString(), sha256.get(), e.lines(), List.of(), "");
    } catch (Fault e) {
      String why = String.valueOf(e.getMessage());
      return new ReloadReport(file.toString(), "", List.of(why), List.of(), "");
    }
  }

  private String sha256() {
    return ConfigurationFile.sha256(file);
  }

  private ReloadReport report(String sha256, ConfigurationDifference change) {
    return new ReloadReport(file.toString(), sha256, List.of(), change.lines(), change.summary());
  }
}
