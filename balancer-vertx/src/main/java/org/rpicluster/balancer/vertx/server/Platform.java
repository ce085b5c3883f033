package org.rpicluster.balancer.vertx.server;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The event loops: one for each processor, on the system's own transport where it can be had. */
final class Platform {

  private Platform() {}

  /** For a proxy, which reads nothing from the class path: no directory is made for it. */
  static Vertx forProxy() {
    return start(
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }

  /** For members as well, whose pages are unpacked into a directory until the program ends. */
  static Vertx forDemo() {
    // Vert.x wants to make its directory itself.
    String scratch = ScratchDirectory.create().resolve("unpacked").toString();
    return start(new FileSystemOptions().setFileCacheDir(scratch).setFileCacheDirAsExactPath(true));
  }

  private static Vertx start(FileSystemOptions files) {
    int loops = Runtime.getRuntime().availableProcessors();
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(loops)
            .setFileSystemOptions(files);
    return Vertx.builder().with(options).build();
  }

  /** What carries the bytes, and in how much memory: for the log. */
  static String describe(Vertx vertx) {
    return "transport: %s, %d event loops; memory: heap at most %d MiB, buffers at most %d MiB"
        .formatted(
            vertx.isNativeTransportEnabled() ? "epoll" : "nio (" + whyNotNative(vertx) + ")",
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() >> 20,
            PlatformDependent.maxDirectMemory() >> 20);
  }

  private static String whyNotNative(Vertx vertx) {
    Throwable cause = vertx.unavailableNativeTransportCause();
    return cause == null ? "none on this system" : String.valueOf(cause.getMessage());
  }
}
