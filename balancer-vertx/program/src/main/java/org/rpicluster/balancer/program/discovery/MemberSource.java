package org.rpicluster.balancer.program.discovery;

import java.util.List;
import java.util.function.Consumer;
import org.rpicluster.balancer.member.Member;

/**
 * Knows which members are there: a name server, a file, a heartbeat. It may run on threads of its
 * own, and says only what it is sure of: where it cannot find out, it says nothing. What it says is
 * a stranger's word, which {@link Announcements} bounds.
 */
public interface MemberSource extends AutoCloseable {

  /**
   * Begins to look; called once.
   *
   * @param found is told of all members that are there, whenever that may have changed; any thread
   * @throws IllegalStateException if it cannot begin now, and may be able to later
   */
  void begin(Consumer<List<Member>> found);

  /** Ends; nothing more is told after a moment. */
  @Override
  void close();
}
