package org.rpicluster.balancer.program;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;
import java.util.Locale;

/** The event loops: one for each processor, on the system's own transport where it can be had. */
public final class Platform {

  private Platform() {}

  /** For a proxy, which reads nothing from the class path: no directory is made for it. */
  public static Vertx forProxy() {
    return start(
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }

  /** For members as well, whose pages are unpacked into a directory until the program ends. */
  public static Vertx forDemo() {
    // Vert.x wants to make its directory itself.
    String scratch = ScratchDirectory.create().resolve("unpacked").toString();
    return start(
        new FileSystemOptions()
            .setClassPathResolvingEnabled(true)
            .setFileCachingEnabled(true)
            .setFileCacheDir(scratch)
            .setFileCacheDirAsExactPath(true));
  }

  private static Vertx start(FileSystemOptions files) {
    int loops = Runtime.getRuntime().availableProcessors();
    VertxOptions options =
        new VertxOptions().setEventLoopPoolSize(loops).setFileSystemOptions(files);
    return Vertx.builder().with(options).withTransport(best()).build();
  }

  /** The system's own transport, where it can be had. */
  private static Transport best() {
    Transport own = Transport.nativeTransport();
    return own != null && own.available() ? own : Transport.NIO;
  }

  /** What carries the bytes: for the log. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "transport: %s, %d event loops",
        transport(),
        Runtime.getRuntime().availableProcessors());
  }

  private static String transport() {
    String name = best().name();
    if (!name.equals(Transport.NIO.name())) {
      return name;
    }
    Transport own = Transport.nativeTransport();
    Throwable cause = own == null ? null : own.unavailabilityCause();
    return name + " (" + (cause == null ? "none on this system" : cause.getMessage()) + ")";
  }
}
