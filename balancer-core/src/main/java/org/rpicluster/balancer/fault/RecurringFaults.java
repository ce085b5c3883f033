package org.rpicluster.balancer.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Reports faults of many kinds that may recur with every request: each kind is a {@link
 * RecurringFault}, so a kind costs a line a minute, and no line is lost without being counted.
 *
 * <p>A kind is what does not vary from one request to the next, never the text of a member or of an
 * exception. Should there be more than {@value #KINDS_MAX} all the same, the others are counted
 * together. Some hundred bytes a kind, a look into a map and a brief lock for each occurrence; any
 * thread.
 */
public final class RecurringFaults {

  /** More members and causes than an operator can look after. */
  static final int KINDS_MAX = 256;

  private static final String OFTEN = "again in the last minute: ";

  private final Scheduler scheduler;
  private final BiConsumer<String, @Nullable Throwable> log;
  private final RecurringFault others;
  private final Map<Object, RecurringFault> faults = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param scheduler for the lines that say how many
   * @param log gets each line, and what was thrown
   */
  public RecurringFaults(Scheduler scheduler, BiConsumer<String, @Nullable Throwable> log) {
    this.scheduler = scheduler;
    this.log = log;
    others = fault();
  }

  /** A fault of which nothing was thrown, and of which the sentence never varies. */
  public void occurred(String sentence) {
    occurred(sentence, sentence, null);
  }

  /** What was thrown: of one type at one place it is one kind, whatever its message. */
  public void threw(String place, Throwable thrown) {
    occurred(place + thrown.getClass().getName(), place, thrown);
  }

  /**
   * A fault.
   *
   * @param kind what tells it from others, by {@code equals}
   * @param line for the log
   * @param thrown for the log as well
   */
  public void occurred(Object kind, String line, @Nullable Throwable thrown) {
    RecurringFault known = faults.get(kind);
    (known == null ? added(kind) : known).occurred(line, 1, thrown);
  }

  private synchronized RecurringFault added(Object kind) {
    if (faults.size() >= KINDS_MAX) {
      faults.values().removeIf(RecurringFault::isQuiet);
    }
    return faults.size() >= KINDS_MAX
        ? faults.getOrDefault(kind, others)
        : faults.computeIfAbsent(kind, any -> fault());
  }

  private RecurringFault fault() {
    return new RecurringFault(scheduler, log, "", OFTEN);
  }
}
