package org.rpicluster.balancer.program.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.access.AuthenticatedUser;
import org.rpicluster.balancer.vertx.access.Credentials;
import org.rpicluster.balancer.vertx.access.Login;
import org.rpicluster.balancer.vertx.access.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of files, which are read again when they change. Hashes are worked out on one thread
 * for all of the program, for {@value #WAITING_MAX} requests at most: who guesses keeps one core
 * busy and no more, and those whose password was right a moment ago are not held up by it.
 * Passwords are kept nowhere: what is remembered is a hash. Any thread.
 */
public final class FileUsers implements Users {

  private static final Logger LOG = LoggerFactory.getLogger(FileUsers.class);

  private static final int WAITING_MAX = 64;

  /** Each a hundred bytes. */
  private static final int REMEMBERED_MAX = 4096;

  /** As long as certificates that change take to be seen: then files are looked at again. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Login login;
  private final Ticker ticker;
  private final WorkerExecutor worker;
  private final WatchedUserList list;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Names and passwords that were right, and for which hash. */
  private final Cache<HashCode, PasswordHash> remembered =
      CacheBuilder.newBuilder().maximumSize(REMEMBERED_MAX).build();

  /**
   * The users of a login.
   *
   * @param list read already, so that a start with a file that is none fails
   */
  public FileUsers(Vertx vertx, Login login, UserList list, Ticker ticker) {
    this.login = login;
    this.ticker = ticker;
    worker = vertx.createSharedWorkerExecutor("passwords", 1);
    this.list = new WatchedUserList(login, list, ticker.nanos());
  }

  @Override
  public Optional<AuthenticatedUser> known(Credentials credentials) {
    boolean isFresh = ticker.nanos() - list.lookedAtNanos() < LOOK.toNanos();
    return isFresh ? atOnce(credentials) : Optional.empty();
  }

  /** What can be told without working a slow hash out. */
  private Optional<AuthenticatedUser> atOnce(Credentials credentials) {
    if (!credentials.isToken()) {
      return remembered(credentials);
    }
    UserList now = list.get();
    return now.holderOf(credentials.password()).map(name -> identity(name, now));
  }

  private Optional<AuthenticatedUser> remembered(Credentials credentials) {
    PasswordHash right = remembered.getIfPresent(digest(credentials));
    UserList now = list.get();
    boolean holds =
        right != null && now.hashOf(credentials.name()).filter(right::equals).isPresent();
    return holds ? Optional.of(identity(credentials.name(), now)) : Optional.empty();
  }

  @Override
  public boolean find(Credentials credentials, Consumer<Optional<AuthenticatedUser>> answer) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      return false;
    }
    worker
        .executeBlocking(() -> found(credentials), true)
        .onComplete(
            found -> {
              waiting.decrementAndGet();
              if (found.failed()) {
                LOG.error("a password could not be checked", found.cause());
              }
              answer.accept(found.succeeded() ? found.result() : Optional.empty());
            });
    return true;
  }

  /** On the worker's thread. */
  private Optional<AuthenticatedUser> found(Credentials credentials) {
    list.look(ticker.nanos());
    Optional<AuthenticatedUser> again = atOnce(credentials);
    return again.isPresent() || credentials.isToken() ? again : compared(credentials);
  }

  private Optional<AuthenticatedUser> compared(Credentials credentials) {
    UserList now = list.get();
    Optional<PasswordHash> hash = now.hashOf(credentials.name());
    boolean right =
        hash.or(now::anyHash).filter(h -> h.isOf(credentials.password())).isPresent()
            && hash.isPresent();
    if (!right) {
      return Optional.empty();
    }
    remembered.put(digest(credentials), hash.get());
    return Optional.of(identity(credentials.name(), now));
  }

  private AuthenticatedUser identity(String name, UserList now) {
    return new AuthenticatedUser(login, name, now.groupsOf(name));
  }

  private HashCode digest(Credentials credentials) {
    return Hashing.sha256()
        .newHasher()
        .putString(credentials.name(), StandardCharsets.ISO_8859_1)
        .putByte((byte) ':') // a name has none
        .putBytes(credentials.password())
        .hash();
  }
}
