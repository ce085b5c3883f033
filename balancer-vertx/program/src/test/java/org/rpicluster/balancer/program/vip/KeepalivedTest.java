package org.rpicluster.balancer.program.vip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written for keepalived, and what is said of configurations that others have written. */
class KeepalivedTest {

  private static final URI HEALTH = URI.create("http://127.0.0.1/balancer-manager/health");

  private static VipSettings vip(String address, String device, String own, String peer) {
    return vip(address, device, own, peer, 200, Optional.empty(), Optional.empty());
  }

  private static VipSettings vip(
      String address,
      String device,
      String own,
      String peer,
      int advertMillis,
      Optional<String> gateway,
      Optional<String> process) {
    return new VipSettings(
        address, device, own, List.of(peer), 250, 51, advertMillis, HEALTH, gateway, process);
  }

  private static String withGateway(int advertMillis) {
    Optional<String> gateway = Optional.of("10.0.0.3");
    return KeepalivedText.of(
        vip("10.0.0.9/8", "eth1", "10.0.0.1", "10.0.0.2", advertMillis, gateway, Optional.empty()));
  }

  private final String text =
      KeepalivedText.of(vip("192.168.0.10/24", "eth0", "192.168.0.11", "192.168.0.12"));

  @Test
  void text_hasTheAddress_thePeers_andWhatIsAsked() {
    assertThat(text)
        .contains("192.168.0.10/24 dev eth0")
        .contains("unicast_src_ip 192.168.0.11")
        .containsPattern("unicast_peer \\{\\s+192.168.0.12\\s+}")
        .contains("advert_int 0.2\n")
        .contains("priority 250")
        .contains("-f -m 0.8 http://127.0.0.1/balancer-manager/health\"");
  }

  @Test
  void balancerThatDoesNotAnswer_isAFault_andOneThatServesNoClient_losesPriority() {
    assertThat(text)
        .containsPattern("_answers \\{[^}]*rise 3\\s+weight 0\\s+}")
        .containsPattern("_health \\{[^}]*weight -60\\s+}");
  }

  @Test
  void adverts_ofLessThanASecond_areAskedForFiveTimesASecond() {
    assertThat(text)
        .containsPattern("--rate 5/s -m 0.6 [^}]* \\S+/health\\?\\[1-5] [^}]*fall 1\\s");
    assertThat(withGateway(1000))
        .doesNotContain("--rate")
        .containsPattern("_answers[^}]*fall 2\\s");
  }

  @ParameterizedTest
  @CsvSource({"1000, 'a=0; b=; ', 2", "200, 'for i in 1 2 3 4; do ', 1"})
  void machineThatHearsNothing_isAFault(int advertMillis, String begin, int fall) {
    assertThat(withGateway(advertMillis))
        .contains("/bin/sh -c '" + begin)
        .containsPattern("ping \\S+ -n -c 1 -W 0.[23] 10.0.0.3 \\|\\| ping .* 10.0.0.2 ")
        .contains("/sys/class/net/eth1/statistics/rx_packets\"")
        .containsPattern("_hears \\{[^}]*fall " + fall + "\\s[^}]*weight 0\\s")
        .containsPattern("_reaches \\{[^}]*weight -60\\s");
  }

  @Test
  void balancerThatDoesNotAnswer_isAFault_ifAnotherOneAnswers() {
    assertThat(text)
        .contains("for peer; do ")
        .contains(" $peer && exit 1; done; :' http://127.0.0.1/balancer-manager/health?[1-5]")
        .contains(" http://192.168.0.12/balancer-manager/health\"");
  }

  @Test
  void process_isWatched_whereItIsAskedFor() {
    Optional<String> java = Optional.of("java");
    String watching =
        KeepalivedText.of(
            vip("10.0.0.9/8", "eth1", "10.0.0.1", "10.0.0.2", 1000, Optional.empty(), java));
    assertThat(text).doesNotContain("track_process");
    assertThat(watching)
        .containsPattern(
            "vrrp_track_process balancer_51_process \\{\\s+process java\\s+weight 0\\s")
        .containsPattern(" track_process \\{\\s+balancer_51_process\\s");
    assertThat(KeepalivedReview.of(watching)).isEmpty();
  }

  @Test
  void text_passesItsOwnReview() {
    assertThat(KeepalivedReview.of(text)).isEmpty();
  }

  @Test
  void unit_takesTheAddressAway_whenKeepalivedHasEndedInAnyWay() {
    assertThat(KeepalivedText.unit(vip("10.0.0.9/8", "eth1", "10.0.0.1", "10.0.0.2")))
        .contains("ExecStopPost=-/sbin/ip address del 10.0.0.9/8 dev eth1")
        .contains("ExecStartPre=-/bin/rm -f /run/keepalived.pid")
        .contains("KillMode=control-group", "StartLimitIntervalSec=0", "Restart=always");
  }

  @ParameterizedTest
  @CsvSource({
    "unicast_peer, no unicast_peer",
    "track_script, no track_script",
    "virtual_ipaddress, no virtual_ipaddress",
    "enable_script_security, no enable_script_security",
    "/health, no script asks the balancer's /health",
  })
  void whatIsMissing_isSaid(String word, String advice) {
    assertThat(KeepalivedReview.of(text.replace(word, "other")))
        .anyMatch(line -> line.startsWith(advice));
  }

  @ParameterizedTest
  @CsvSource({
    "state BACKUP, nopreempt, nopreempt:",
    "weight -60, weight 20, weight 20:",
    "advert_int 0.2, auth_pass x, auth_pass:",
  })
  void whatDoesHarm_isSaid(String good, String harm, String advice) {
    assertThat(KeepalivedReview.of(text.replace(good, harm)))
        .anyMatch(line -> line.startsWith(advice));
  }

  @Test
  void whatIsInAComment_isNotThere() {
    assertThat(KeepalivedReview.of(text.replace("unicast_peer", "# unicast_peer")))
        .anyMatch(line -> line.startsWith("no unicast_peer"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.0.10, eth0, 192.168.0.11, 192.168.0.12, --address: 192.168.0.10",
    "192.168.0.10/24, e } x, 192.168.0.11, 192.168.0.12, --interface: e } x",
    "192.168.0.10/24, eth0, here, 192.168.0.12, --own: here",
    "192.168.0.10/24, eth0, 192.168.0.11, 192.168.0.11, --peer: 192.168.0.11",
  })
  void whatCannotBe_isAnError(
      String address, String device, String own, String peer, String complaint) {
    assertThatThrownBy(() -> vip(address, device, own, peer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint);
  }
}
