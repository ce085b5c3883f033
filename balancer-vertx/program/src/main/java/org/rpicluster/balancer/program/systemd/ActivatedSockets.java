package org.rpicluster.balancer.program.systemd;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The sockets that the service manager has opened for this process. sd_listen_fds(3). Stateless.
 */
public final class ActivatedSockets {

  /** Behind standard input, output and error. */
  private static final int FIRST = 3;

  /** As many as a unit could sensibly have; a number beyond is none. */
  private static final int MOST = 1000;

  private ActivatedSockets() {}

  /**
   * Their file descriptors, as the environment says: none, unless they are meant for this process.
   */
  public static List<Integer> of(Map<String, String> environment) {
    String mine = Long.toString(ProcessHandle.current().pid());
    String count = environment.getOrDefault("LISTEN_FDS", "");
    boolean isMine = mine.equals(environment.get("LISTEN_PID")) && count.matches("[0-9]{1,4}");
    int sockets = isMine ? Math.min(MOST, Integer.parseInt(count)) : 0;
    return IntStream.range(FIRST, FIRST + sockets).boxed().toList();
  }
}
