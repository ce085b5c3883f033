package org.rpicluster.balancer.program.maps;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.rewrite.RewriteMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of a file, which is read again when it changes: it is looked at with the first key that
 * is asked for after a while, by a thread of its own, and until it is read the texts stay as they
 * were. So they do if it cannot be read, with a line in the log. A look-up each; any thread.
 */
public final class FileMap implements RewriteMap {

  private static final Logger LOG = LoggerFactory.getLogger(FileMap.class);

  /** As long as other files that change take to be seen. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Path file;
  private final IntUnaryOperator pick;
  private final Ticker ticker;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile MapList list;
  private volatile String stamp;
  private volatile long lookedAtNanos;

  /**
   * The texts of a file.
   *
   * @param pick says which of so many texts of one key; less than 0 for all as one
   * @throws IllegalArgumentException if it cannot be read
   */
  public FileMap(Vertx vertx, Path file, IntUnaryOperator pick, Ticker ticker) {
    this.vertx = vertx;
    this.file = file;
    this.pick = pick;
    this.ticker = ticker;
    stamp = stamp(file);
    list = MapList.read(file);
    lookedAtNanos = ticker.nanos();
  }

  @Override
  public Optional<String> find(String key) {
    boolean isOld = ticker.nanos() - lookedAtNanos >= LOOK.toNanos();
    if (isOld && looking.compareAndSet(false, true)) {
      vertx.executeBlocking(this::look, false).onComplete(done -> looking.set(false));
    }
    return list.find(key).map(this::picked);
  }

  private String picked(String texts) {
    String[] all = texts.split("\\|", -1);
    int which = pick.applyAsInt(all.length);
    return which < 0 ? texts : all[which];
  }

  private @Nullable Void look() {
    lookedAtNanos = ticker.nanos();
    String now = stamp(file);
    if (!now.equals(stamp)) {
      stamp = now;
      try {
        list = MapList.read(file);
      } catch (IllegalArgumentException e) {
        LOG.error("texts of a map stay as they were: {}", e.getMessage());
      }
    }
    return null;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
