package org.rpicluster.balancer.vertx.server;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops: one for each processor, on the system's own transport where it can be had. */
final class Platform {

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private Platform() {}

  /** For a proxy, which reads nothing from the class path: no directory is made for it. */
  static Vertx forProxy() {
    return start(
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }

  /** For members as well, whose pages are unpacked into a directory until the program ends. */
  static Vertx forDemo() {
    return start(new FileSystemOptions());
  }

  private static Vertx start(FileSystemOptions files) {
    int loops = Runtime.getRuntime().availableProcessors();
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(loops)
            .setFileSystemOptions(files);
    Vertx vertx = Vertx.builder().with(options).build();
    boolean isNative = vertx.isNativeTransportEnabled();
    LOG.info(
        "transport: {}, {} event loops; memory: heap at most {} MiB, buffers at most {} MiB",
        isNative ? "native" : "nio (no native one: " + whyNot(vertx) + ")",
        loops,
        Runtime.getRuntime().maxMemory() >> 20,
        PlatformDependent.maxDirectMemory() >> 20);
    return vertx;
  }

  private static String whyNot(Vertx vertx) {
    Throwable cause = vertx.unavailableNativeTransportCause();
    return cause == null ? "not asked for" : String.valueOf(cause.getMessage());
  }
}
