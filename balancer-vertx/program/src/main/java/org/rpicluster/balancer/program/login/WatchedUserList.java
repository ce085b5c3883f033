package org.rpicluster.balancer.program.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.access.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of a login's files, read again when their time, size or number changes. One that cannot
 * be read leaves the list as it was, with a line in the log. Looked at from one thread at a time;
 * what it has found any thread may read.
 */
final class WatchedUserList {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedUserList.class);

  private final Login login;
  private volatile UserList list;
  private volatile long lookedAtNanos;
  private String stamp;

  WatchedUserList(Login login, UserList list, long nowNanos) {
    this.login = login;
    this.list = list;
    lookedAtNanos = nowNanos;
    stamp = ""; // unlike any: what has changed since the list was read is seen at the first look
  }

  UserList get() {
    return list;
  }

  long lookedAtNanos() {
    return lookedAtNanos;
  }

  /** Looks at the files, and reads them if they have changed. Blocks for the disk. */
  void look(long nowNanos) {
    String now = stamps();
    if (!now.equals(stamp)) {
      try {
        list = UserList.read(login.users(), login.groups());
      } catch (IllegalArgumentException e) {
        LOG.error("users stay as they were: {}", e.getMessage());
      }
      stamp = now;
    }
    lookedAtNanos = nowNanos;
  }

  private String stamps() {
    return Stream.concat(Stream.of(login.users()), login.groups().stream())
        .map(WatchedUserList::stamp)
        .toList()
        .toString();
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
