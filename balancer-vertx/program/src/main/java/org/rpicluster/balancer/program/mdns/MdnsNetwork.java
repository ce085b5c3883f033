package org.rpicluster.balancer.program.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.impl.JmDNSImpl;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Multicast DNS on one interface, opened again as often as it has to be. The library keeps every
 * record that any machine has sent, for as long as the record says, and its API does not tell how
 * many: they are counted in its cache, and where they are more than a network has, all are
 * forgotten, and it is listened anew. A handful of threads and one UDP port, 5353. Any thread. RFC
 * 6762, 5.2 and 10.
 */
public final class MdnsNetwork implements AutoCloseable {

  /** A hundred services of some ten records each are many in a network. */
  static final int RECORDS_MAX = 4096;

  /** Between two looks come as many more as a network and a processor can carry. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The interface may not be up yet, or a flood goes on. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So many questions wait at a time: any machine may name any number of services. */
  private static final int QUESTIONS_MAX = 256;

  /** As little as the library can wait for an answer, which comes as an event all the same. */
  private static final long ANSWER_MILLIS = 1;

  private final MdnsPlace place;
  private final MdnsUse use;
  private final Consumer<String> faults;
  private final Scheduler thread = Scheduler.daemon("balancer-mdns");
  private final Scheduler looks = Scheduler.daemon("balancer-mdns-looks");
  private final Scheduler questions = Scheduler.daemon("balancer-mdns-questions");
  private final Semaphore waiting = new Semaphore(QUESTIONS_MAX);

  // Guarded by this.
  private @Nullable JmDNSImpl network;
  private boolean isClosed;

  /** An address of the interface. */
  @FunctionalInterface
  public interface MdnsPlace {

    /** Asked each time. */
    InetAddress address() throws IOException;
  }

  /** What is done with it. */
  @FunctionalInterface
  public interface MdnsUse {

    /** Begins, each time that it is opened. */
    void begin(JmDNS opened) throws IOException;
  }

  /**
   * Not open yet.
   *
   * @param faults is told why it cannot be opened, or was left
   */
  public MdnsNetwork(MdnsPlace place, MdnsUse use, Consumer<String> faults) {
    this.place = place;
    this.use = use;
    this.faults = faults;
  }

  /** Begins, without waiting. */
  public void begin() {
    thread.schedule(0, this::open);
  }

  private void open() {
    try {
      JmDNSImpl opened = new JmDNSImpl(place.address(), null);
      if (isKept(opened)) {
        look(opened);
        use.begin(opened);
      } else {
        opened.close();
      }
    } catch (IOException e) {
      faults.accept(String.valueOf(e.getMessage()));
      again();
    }
  }

  private synchronized boolean isKept(JmDNSImpl opened) {
    if (!isClosed) {
      network = opened;
    }
    return !isClosed;
  }

  /** Until it is closed, for which it takes its time. */
  private void look(JmDNSImpl opened) {
    if (records(opened) > RECORDS_MAX) {
      opened.getCache().clear();
      flooded(opened);
    }
    if (!opened.isClosed()) {
      looks.schedule(LOOK_NANOS, () -> look(opened));
    }
  }

  private static int records(JmDNSImpl opened) {
    return opened.getCache().values().stream().mapToInt(Collection::size).sum();
  }

  private synchronized void flooded(JmDNSImpl opened) {
    if (opened == network) {
      faults.accept("more than " + RECORDS_MAX + " records at a time: all are forgotten");
      again();
    }
  }

  private synchronized void again() {
    leave();
    if (!isClosed) {
      thread.schedule(RETRY_NANOS, this::open);
    }
  }

  /**
   * Asks where a service is that was named; the answer comes with later events. The library would
   * wait six seconds for it, on its only thread for events: names of services that are nowhere
   * would hold up all others.
   */
  public void ask(ServiceEvent named) {
    if (waiting.tryAcquire()) {
      questions.schedule(0, () -> question(named));
    }
  }

  private void question(ServiceEvent named) {
    try {
      named.getDNS().requestServiceInfo(named.getType(), named.getName(), ANSWER_MILLIS);
    } finally {
      waiting.release();
    }
  }

  /** How many records are kept now. */
  synchronized int records() {
    return network == null ? 0 : records(network);
  }

  /** Says goodbye, for which no stop waits. */
  @Override
  public synchronized void close() {
    isClosed = true;
    leave();
  }

  private synchronized void leave() {
    JmDNSImpl opened = network;
    network = null;
    if (opened != null) {
      thread.schedule(0, opened::close);
    }
  }
}
