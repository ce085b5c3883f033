package org.rpicluster.balancer.program.vip;

import java.util.Locale;

/**
 * Writes a whole configuration of keepalived 2.2 for one of the balancers. Stateless.
 *
 * <p>A balancer that is not well loses priority, and not the address: where all of them are not
 * well the one that has it keeps it, and visitors see its 503 instead of nothing. The loss is more
 * than any difference of priorities, so that one that is well goes before one that is not, and
 * leaves those that are not well in their order.
 */
public final class KeepalivedText {

  private static final int LOSS = VipSettings.PRIORITY_MAX - VipSettings.PRIORITY_MIN + 10;

  private static final double MILLIS = 1000;

  private KeepalivedText() {}

  /** The text of keepalived.conf. */
  public static String of(VipSettings vip) {
    return watched(vip) + heard(vip) + "\n" + instance(vip);
  }

  private static String watched(VipSettings vip) {
    return String.format(
        Locale.ROOT,
        """
        # The address %2$s of several balancers, by balancer.jar vip: /etc/keepalived/keepalived.conf
        global_defs {
            enable_script_security
            script_user nobody
            vrrp_version 3
            # A machine whose cable is in again may have the address and not know that it had lost it.
            vrrp_garp_master_refresh 1
        }

        # A balancer that is told to stop, or serves no client, answers 503.
        vrrp_script %1$s_health {
            script "/usr/bin/curl -fsS -k -m 1 -o /dev/null %3$s"
            interval 1
            timeout 2
            fall 2
            rise 2
            weight -%4$d
        }

        # Its end is seen at once, where the kernel tells of it (in a container it does not).
        vrrp_track_process %1$s_process {
            process java
            weight -%4$d
        }
        """,
        name(vip),
        vip.address(),
        vip.health(),
        LOSS);
  }

  /** Of a cable that is broken in one direction only the end that hears nothing can tell. */
  private static String heard(VipSettings vip) {
    return vip.gateway()
        .map(
            gateway ->
                String.format(
                    Locale.ROOT,
                    """

                    # Adverts of a machine that hears nothing still arrive: only it can tell.
                    vrrp_script %1$s_heard {
                        script "/usr/bin/ping -q -n -c 1 -W 1 %2$s"
                        interval 1
                        timeout 2
                        fall 2
                        rise 2
                        weight -%3$d
                    }
                    """,
                    name(vip),
                    gateway,
                    LOSS))
        .orElse("");
  }

  private static String instance(VipSettings vip) {
    return String.format(
        Locale.ROOT,
        """
        vrrp_instance %1$s {
            state BACKUP
            interface %3$s
            virtual_router_id %4$d
            priority %5$d
            advert_int %6$s
            unicast_src_ip %7$s
            unicast_peer {
        %8$s    }
            virtual_ipaddress {
                %2$s dev %3$s
            }
            track_script {
                %1$s_health
        %9$s    }
            track_process {
                %1$s_process
            }
        }
        """,
        name(vip),
        vip.address(),
        vip.device(),
        vip.router(),
        vip.priority(),
        seconds(vip.advertMillis()),
        vip.own(),
        peers(vip),
        vip.gateway().map(any -> "        " + name(vip) + "_heard\n").orElse(""));
  }

  private static String name(VipSettings vip) {
    return "balancer_" + vip.router();
  }

  private static String peers(VipSettings vip) {
    StringBuilder lines = new StringBuilder();
    vip.peers().forEach(peer -> lines.append("        ").append(peer).append('\n'));
    return lines.toString();
  }

  /** {@code 1}, {@code 0.2}. */
  private static String seconds(int millis) {
    return millis % MILLIS == 0
        ? Long.toString(Math.round(millis / MILLIS))
        : Double.toString(millis / MILLIS);
  }

  /**
   * The drop-in for systemd's unit of keepalived: one that was killed leaves the address on its
   * interface, where two machines then answer for it. It also leaves its process ids in files, and
   * would not start again if another process had got one of them.
   */
  public static String unit(VipSettings vip) {
    return String.format(
        Locale.ROOT,
        """
        # /etc/systemd/system/keepalived.service.d/balancer.conf
        [Unit]
        StartLimitIntervalSec=0
        [Service]
        KillMode=control-group
        ExecStartPre=-/bin/rm -f /run/keepalived.pid /run/vrrp.pid /run/keepalived/vrrp.pid
        ExecStartPre=-/sbin/ip address del %1$s dev %2$s
        ExecStopPost=-/sbin/ip address del %1$s dev %2$s
        Restart=always
        RestartSec=1
        """,
        vip.address(),
        vip.device());
  }
}
