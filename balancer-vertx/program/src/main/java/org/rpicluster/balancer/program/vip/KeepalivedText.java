package org.rpicluster.balancer.program.vip;

import java.util.List;
import java.util.Locale;

/**
 * Writes a whole configuration of keepalived 2.2 for one of the balancers. Stateless.
 *
 * <p>A machine whose balancer gives no answer, or that hears nothing, is at fault: keepalived lets
 * the others know, and the address moves at once. One whose balancer answers that it cannot serve,
 * or that does not reach its gateway, loses priority, and not the address itself: where all of them
 * are so the one that has it keeps it, and visitors see its 503 instead of nothing. The loss is
 * more than any difference of priorities, so that one that is well goes before one that is not, and
 * leaves those that are not well in their order.
 */
public final class KeepalivedText {

  private static final int LOSS = VipSettings.PRIORITY_MAX - VipSettings.PRIORITY_MIN + 10;

  private static final double MILLIS = 1000;

  private KeepalivedText() {}

  /** The text of keepalived.conf. */
  public static String of(VipSettings vip) {
    StringBuilder text = new StringBuilder(head(vip));
    List<TrackScript> scripts = TrackScripts.of(vip, name(vip), LOSS);
    scripts.forEach(script -> text.append('\n').append(script.text()));
    vip.process().ifPresent(process -> text.append('\n').append(process(vip, process)));
    return text.append('\n').append(instance(vip, scripts)).toString();
  }

  private static String head(VipSettings vip) {
    return String.format(
        Locale.ROOT,
        """
        # The address %1$s of several balancers, by balancer.jar vip: /etc/keepalived/keepalived.conf
        global_defs {
            enable_script_security
            script_user nobody
            vrrp_version 3
            # Of two that have it for a moment, the one that keeps it says so last.
            vrrp_higher_prio_send_advert true
            vrrp_garp_master_refresh 1
        }
        """,
        vip.address());
  }

  private static String process(VipSettings vip, String process) {
    return String.format(
        Locale.ROOT,
        """
        # The kernel tells of its end: not that of Raspberry Pi OS, nor one that runs a container.
        vrrp_track_process %s_process {
            process %s
            weight 0
        }
        """,
        name(vip),
        process);
  }

  private static String instance(VipSettings vip, List<TrackScript> scripts) {
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
        %9$s    }
        %10$s}
        """,
        name(vip),
        vip.address(),
        vip.device(),
        vip.router(),
        vip.priority(),
        seconds(vip.advertMillis()),
        vip.own(),
        lines(vip.peers()),
        lines(scripts.stream().map(TrackScript::name).toList()),
        vip.process().map(any -> tracked(name(vip) + "_process")).orElse(""));
  }

  private static String name(VipSettings vip) {
    return "balancer_" + vip.router();
  }

  private static String tracked(String process) {
    return "    track_process {\n" + lines(List.of(process)) + "    }\n";
  }

  private static String lines(List<String> words) {
    StringBuilder lines = new StringBuilder();
    words.forEach(word -> lines.append("        ").append(word).append('\n'));
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
