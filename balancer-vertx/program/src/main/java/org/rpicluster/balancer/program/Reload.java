package org.rpicluster.balancer.program;

import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP: reads the configuration again and applies the difference. If anything is wrong with it,
 * it says what, and all stays as it was. Runs on the signal's thread; two at once take turns.
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

  /** Reads again on every SIGHUP from now on. */
  public void install() {
    if (!Signals.on("HUP", this)) {
      LOG.warn("SIGHUP does not come through (is this run by nohup?): no reload");
    }
  }

  @Override
  public synchronized void run() {
    try {
      Configuration next = ConfigurationFile.read(file, main);
      ConfigurationChange change = program.change(next);
      change.lines().stream().limit(LINES_MAX).forEach(line -> LOG.info("{}", line));
      LOG.info(
          "{}: read again, {} differences: {}; 0 connections closed",
          file,
          change.lines().size(),
          change.summary());
    } catch (ConfigurationException e) {
      e.lines().forEach(line -> LOG.error("{}", line));
      LOG.error("{}: has errors, the configuration stays as it was", file);
    } catch (Fault e) {
      LOG.error("{}; the configuration stays as it was", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: reload failed", file, e);
    }
  }
}
