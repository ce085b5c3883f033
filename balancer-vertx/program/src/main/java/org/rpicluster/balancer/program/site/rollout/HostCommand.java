package org.rpicluster.balancer.program.site.rollout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * A command of the operator's, run once for each member; {@code {host}} in its words is the
 * member's host, {@code {id}} its id. Blocks until it has ended; immutable.
 *
 * @param words the command and its arguments
 * @param longest how long it may take
 */
public record HostCommand(List<String> words, Duration longest) implements MemberUpdate {

  /** Copies the words. */
  public HostCommand {
    words = List.copyOf(words);
  }

  @Override
  public String target() {
    return String.join(" ", words);
  }

  /** A member behind a socket's file has no host. */
  @Override
  public void check(List<MemberStatus> members) {
    boolean isByHost = words.stream().anyMatch(word -> word.contains("{host}"));
    for (MemberStatus member : members) {
      boolean isNamed = !isByHost || member.url().getHost() != null;
      Check.argument(isNamed, "{host}", "none of " + member.id(), "a command with {id}");
    }
  }

  @Override
  public String now(MemberStatus member) {
    return "";
  }

  @Override
  public void begin(MemberStatus member) {
    List<String> command = words.stream().map(word -> filledIn(word, member)).toList();
    int status = status(command);
    if (status != 0) {
      throw new SiteException(String.join(" ", command) + ": exit status " + status);
    }
  }

  /** It has ended well, or {@link #begin} has thrown. */
  @Override
  public boolean isDone(MemberStatus member) {
    return true;
  }

  private static String filledIn(String word, MemberStatus member) {
    return word.replace("{host}", String.valueOf(member.url().getHost()))
        .replace("{id}", member.id());
  }

  private int status(List<String> command) {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new SiteException(command.get(0) + ": cannot be started: " + e.getMessage());
    }
    try {
      if (process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new SiteException(
        String.join(" ", command) + ": has not ended after " + longest.toSeconds() + " s; killed");
  }
}
