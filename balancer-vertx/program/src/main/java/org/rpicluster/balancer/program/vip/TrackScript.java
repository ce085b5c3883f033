package org.rpicluster.balancer.program.vip;

import java.util.Locale;

/**
 * Something that keepalived runs once a second, and what follows if it fails: the loss of priority,
 * or, with a weight of 0, a fault, in which the machine gives the address away at once. Immutable.
 *
 * @param name keepalived's name of it
 * @param comment why it is asked, in one line
 * @param command the program, and what it is told
 * @param fall so many failures in a row count
 * @param rise so many successes in a row count
 * @param weight what is added to the priority while it fails: 0 or less
 */
record TrackScript(String name, String comment, String command, int fall, int rise, int weight) {

  /** Its block of keepalived.conf. */
  String text() {
    return String.format(
        Locale.ROOT,
        """
        # %s
        vrrp_script %s {
            script "%s"
            interval 1
            timeout 2
            fall %d
            rise %d
            weight %d
        }
        """,
        comment,
        name,
        command,
        fall,
        rise,
        weight);
  }
}
