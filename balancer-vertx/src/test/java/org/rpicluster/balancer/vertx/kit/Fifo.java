package org.rpicluster.balancer.vertx.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A file that would be waited for, as nothing writes to it and nothing reads it. Stateless. */
public final class Fifo {

  private Fifo() {}

  /** Makes one, and gives it back. */
  public static Path make(Path file) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    return file;
  }
}
