package org.rpicluster.balancer.program.site.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.Durable;
import org.rpicluster.balancer.program.site.Manifest;
import org.rpicluster.balancer.program.site.SigningKey;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.program.site.UpdateFiles;
import org.rpicluster.balancer.program.site.Wanted;
import org.rpicluster.balancer.time.Ticker;

/**
 * Says in the directory of updates which version a worker is wanted to serve, and asks the worker
 * whether it does. The signature is there before the word. Blocks for disk and network; any thread.
 */
public final class WantedVersion implements MemberUpdate {

  private final Path updates;
  private final String version;
  private final Optional<SigningKey> key;
  private final Ticker ticker;
  private final WorkerSite workers = new WorkerSite();

  private WantedVersion(Path updates, String version, Optional<SigningKey> key, Ticker ticker) {
    this.updates = updates;
    this.version = version;
    this.key = key;
    this.ticker = ticker;
  }

  /**
   * An update to a version that is published.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public static WantedVersion of(
      Path updates, String version, Optional<SigningKey> key, Ticker ticker) {
    boolean isThere =
        Manifest.isVersion(version)
            && Files.exists(updates.resolve(UpdateFiles.manifest(version)))
            && Files.exists(updates.resolve(UpdateFiles.archive(version)));
    Check.argument(isThere, "--version", version, "one that is published in " + updates);
    return new WantedVersion(updates, version, key, ticker);
  }

  @Override
  public String target() {
    return version;
  }

  /** A word that two workers heed would take the second away without a word to the balancer. */
  @Override
  public void check(List<MemberStatus> members) {
    Map<String, String> called = new HashMap<>();
    for (MemberStatus member : members) {
      String other = called.put(name(member), member.id());
      Check.argument(
          other == null,
          "id",
          member.id(),
          "another name as of pull --name than " + other + ", which is " + name(member) + " too");
    }
  }

  @Override
  public String now(MemberStatus member) {
    return workers.version(member);
  }

  @Override
  public void begin(MemberStatus member) {
    String name = name(member);
    byte[] word = new Wanted(name, version, ticker.now()).encode();
    try {
      Durable.makeFolder(updates.resolve(UpdateFiles.WANTED));
      if (key.isPresent()) {
        Durable.makeFolder(updates.resolve(UpdateFiles.SIGNATURES));
        Durable.write(updates.resolve(UpdateFiles.signature(word)), key.get().sign(word));
      }
      Durable.write(updates.resolve(UpdateFiles.wanted(name)), word);
    } catch (IOException e) {
      throw new SiteException(updates + ": cannot be written: " + e.getMessage());
    }
  }

  @Override
  public boolean isDone(MemberStatus member) {
    return workers.version(member).equals(version);
  }

  /** What {@code pull --name} calls the worker: the member's id, or else its host. */
  static String name(MemberStatus member) {
    if (Wanted.isName(member.id())) {
      return member.id();
    }
    String host = String.valueOf(member.url().getHost());
    Check.argument(Wanted.isName(host), "id", member.id(), "a name as of pull --name");
    return host;
  }
}
