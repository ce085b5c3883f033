package org.rpicluster.balancer.program.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.Fault;
import org.rpicluster.balancer.program.vip.KeepalivedReview;
import org.rpicluster.balancer.program.vip.KeepalivedText;
import org.rpicluster.balancer.program.vip.VipSettings;
import org.rpicluster.balancer.vertx.settings.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vip --address A/N --interface I --own A --peer A}: an address that balancers share. */
@Command(
    name = "vip",
    description = {
      "Writes a configuration of keepalived for an address that several balancers share,",
      "on standard output, and says on standard error how to install it. --check looks at one."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class VipCommand implements Callable<Integer> {

  @Option(names = "--address", paramLabel = "A/N", description = "The shared one: 192.168.0.10/24.")
  private String address = "";

  @Option(names = "--interface", paramLabel = "I", description = "Where it is: eth0.")
  private String device = "";

  @Option(names = "--own", paramLabel = "A", description = "This machine's own address there.")
  private String own = "";

  @Option(names = "--peer", paramLabel = "A", description = "Another balancer's own address.")
  private List<String> peers = List.of();

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "200 to 250; the highest has it while it is well. Another one on each machine.")
  private int priority = 200;

  @Option(names = "--router", paramLabel = "N", description = "1 to 255, once in a network.")
  private int router = 51;

  @Option(
      names = "--advert",
      paramLabel = "TIME",
      description = "How often it is said who has it. It moves after a bit more than three times.")
  private String advert = "1s";

  @Option(
      names = "--health",
      paramLabel = "URL",
      description = "What is asked of the balancer here.")
  private URI health = URI.create("http://127.0.0.1/balancer-manager/health");

  @Option(
      names = "--gateway",
      paramLabel = "A",
      description = "What this machine hears while its cable is well: the router.")
  private @Nullable String gateway;

  @Option(
      names = "--process",
      paramLabel = "NAME",
      description = {
        "The balancer's process, such as java, where the kernel tells of its end:",
        "Debian's does, Raspberry Pi OS' and one that runs a container do not."
      })
  private @Nullable String process;

  @Option(names = "--unit", description = "Print the drop-in for keepalived's unit instead.")
  private boolean isUnit;

  @Option(names = "--check", paramLabel = "FILE", description = "Look at this keepalived.conf.")
  private @Nullable Path checked;

  @Override
  public Integer call() {
    try {
      return checked == null ? write() : check(checked);
    } catch (IllegalArgumentException e) {
      throw new Fault(e.getMessage());
    }
  }

  private int write() {
    VipSettings vip =
        new VipSettings(
            address,
            device,
            own,
            peers,
            priority,
            router,
            advertMillis(),
            health,
            Optional.ofNullable(gateway),
            Optional.ofNullable(process));
    if (isUnit) {
      System.out.print(KeepalivedText.unit(vip));
    } else {
      System.out.print(KeepalivedText.of(vip));
      howToInstall(vip);
    }
    return 0;
  }

  private static void howToInstall(VipSettings vip) {
    System.err.print(
        """
        To install it, as root:
          apt-get install keepalived curl iputils-ping
          write it to /etc/keepalived/keepalived.conf
          write the lines below to /etc/systemd/system/keepalived.service.d/balancer.conf, then:
          systemctl daemon-reload && systemctl enable --now keepalived
        On the other machine: --own and --peer the other way round, and another --priority.

        """
            + KeepalivedText.unit(vip));
  }

  private int advertMillis() {
    Duration time =
        Durations.parse(advert)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        Check.message("--advert", advert, Durations.EXPECTED)));
    return Math.toIntExact(time.toMillis());
  }

  private static int check(Path file) {
    try {
      List<String> advice = KeepalivedReview.of(Files.readString(file));
      advice.forEach(line -> System.out.println(file + ": " + line));
      if (advice.isEmpty()) {
        System.out.println(file + ": ok");
      }
      return advice.isEmpty() ? 0 : Main.FAULT;
    } catch (IOException e) {
      throw new Fault(SiteFaults.line(e));
    }
  }
}
