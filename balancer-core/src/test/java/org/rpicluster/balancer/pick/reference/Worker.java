package org.rpicluster.balancer.pick.reference;

/** A member as Apache keeps it: flags, and the counters that its methods read. */
public final class Worker {

  /** Its name. */
  public final String id;

  /** Its weight in hundredths: {@code lbfactor}. */
  public int factor = 100;

  /** Its set: {@code lbset}. */
  public int set;

  /** Flag {@code R}: a spare. */
  public boolean spare;

  /** Flag {@code H}: a standby. */
  public boolean standby;

  /** Flag {@code N}: draining. */
  public boolean draining;

  /** Flags {@code D} and {@code S}: disabled or stopped. */
  public boolean disabled;

  /** Flag {@code E}: in error. */
  public boolean error;

  /** Not Apache's: the most requests in flight, 0 for no limit. */
  public int maxInFlight;

  /** {@code lbstatus}. */
  public long status;

  /** {@code busy}. */
  public int busy;

  /** {@code transferred}: bytes to the member. */
  public long transferred;

  /** {@code read}: bytes from the member. */
  public long read;

  /** A worker at its defaults. */
  public Worker(String id) {
    this.id = id;
  }

  boolean usable() {
    return !disabled && !error;
  }

  boolean full() {
    return maxInFlight != 0 && busy >= maxInFlight;
  }
}
