package org.rpicluster.balancer.program.site.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * The command that is run after a switch. That it is due is on the disk before the switch: if the
 * process is killed in between, the next run makes up for it. Blocks until the command ends;
 * immutable.
 *
 * @param command for {@code sh -c}; finds the version in {@code SITE_VERSION}
 */
public record AfterSwitch(String command) {

  /** Longer than a web server takes to restart. */
  private static final long SECONDS_MAX = 300;

  void setDue(Worker worker, String version) throws IOException {
    byte[] text = (version + "\n").getBytes(StandardCharsets.UTF_8);
    Durable.write(worker.folders().commandDue(), text);
  }

  void runIfDue(Worker worker) throws IOException {
    Path due = worker.folders().commandDue();
    Optional<String> current = worker.current().map(Manifest::version);
    if (!Files.exists(due)) {
      return;
    }
    if (current.equals(Optional.of(Files.readString(due).strip()))) {
      run(current.get());
    }
    Durable.delete(due);
  }

  private void run(String version) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).inheritIO();
    builder.environment().put("SITE_VERSION", version);
    Process process = builder.start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new SiteException("--then: has not ended after " + SECONDS_MAX + " s; killed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new SiteException("--then: interrupted");
    }
    if (process.exitValue() != 0) {
      throw new SiteException(
          "--then: exit status " + process.exitValue() + "; the site is at " + version);
    }
  }
}
