package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who may come to the manager: both syntaxes, and the folders that its path leads to. */
class ManagerAccessTest {

  /** The manager with these lines, in a site whose folder is granted. */
  private static String manager(String... lines) {
    return Translated.inHost(
            "DocumentRoot /var/www",
            "<Location /balancer-manager>",
            "SetHandler balancer-manager",
            String.join("\n", lines),
            "</Location>",
            "ProxyPass /balancer-manager !",
            "ProxyPass / http://h/")
        .routes()
        .get(0);
  }

  private static String of(String allow) {
    return "/balancer-manager -> " + (allow.isEmpty() ? "403" : "manager [" + allow + "]");
  }

  @Test
  void require_namesAddresses_inEachForm() {
    assertThat(manager("Require ip 192.168.0 10.1.2.3 127.0.7.0/255.255.255.0"))
        .isEqualTo(of("192.168.0.0/24, 10.1.2.3/32, 127.0.7.0/24"));
    assertThat(manager("Require local")).isEqualTo(of("127.0.0.0/8, ::1/128"));
    assertThat(manager("Require all denied")).isEqualTo(of(""));
    assertThat(manager("<RequireAll>\nRequire ip 10\nRequire ip 10.1\n</RequireAll>"))
        .isEqualTo(of("10.1.0.0/16"));
  }

  @Test
  void orderAllowDeny_isTheOlderSyntax() {
    assertThat(manager("Order allow,deny\nallow from 192.168.0")).isEqualTo(of("192.168.0.0/24"));
    assertThat(manager("Order Deny,Allow\nDeny from all\nAllow from 10 127.0.0.1"))
        .isEqualTo(of("10.0.0.0/8, 127.0.0.1/32"));
    assertThat(manager("Order allow,deny")).isEqualTo(of(""));
  }

  @Test
  void orderWithoutDeny_letsEverybodyIn_andIsWarnedOf() {
    Translated translated =
        Translated.inHost(
            "DocumentRoot /var/www",
            "<Location /m>",
            "SetHandler balancer-manager",
            "Order deny,allow",
            "Allow from 10",
            "</Location>");

    assertThat(translated.routes()).startsWith("/m -> manager [0.0.0.0/0, ::/0]");
    assertThat(translated.warnings())
        .contains("4: the manager is open to every client (expected: Require ip …)");
  }

  @Test
  void bothSyntaxes_mustLetIn_unlessOneIsEnough() {
    String both = "Order deny,allow\nDeny from all\nAllow from 127.0.5\nRequire ip 127.0.5.7";

    assertThat(manager(both)).isEqualTo(of("127.0.5.7/32"));
    assertThat(manager(both + "\nSatisfy Any")).isEqualTo(of("127.0.5.7/32, 127.0.5.0/24"));
  }

  @Test
  void locationWithoutRequire_isUnderTheFolderOfItsPath() {
    String site =
        "<Location /m>\nSetHandler balancer-manager\nOrder allow,deny\nAllow from 10\n</Location>";

    assertThat(Translated.inHost(site).routes()).startsWith("/m -> 403");
    assertThat(Translated.inHost("DocumentRoot /var/www", site).routes())
        .startsWith("/m -> manager [10.0.0.0/8]");
  }

  @Test
  void managerThatIsNotExcluded_isForwarded_andWarnedOf() {
    Translated translated =
        Translated.inHost(
            "ProxyPass / http://h/",
            "<Location /m>",
            "SetHandler balancer-manager",
            "Require local",
            "</Location>");

    assertThat(translated.routes()).containsExactly("/ -> h guarded");
    assertThat(translated.ruling("GET /m 9.9.9.9")).isEqualTo("DENIED");
    assertThat(translated.warnings()).singleElement().asString().contains("is never reached");
  }

  @Test
  void accessByNamesOfFiles_orByCertificate_stopsTheStart() {
    for (String section :
        new String[] {
          "<DirectoryMatch html$>\nRequire ip 10\n</DirectoryMatch>",
          "<DirectoryMatch ^/var/.*x>\nRequire ip 10\n</DirectoryMatch>",
          "<Directory ~ /in>\nRequire ip 10\n</Directory>",
          "<Directory /var/[a-z]>\nRequire ip 10\n</Directory>",
          "<Location /m>\nSSLVerifyClient require\n</Location>",
          "<Location /m>\nSSLRequireSSL\n</Location>",
        }) {
      assertThat(Translated.inHost("ProxyPass / http://h/", section).stops())
          .as(section)
          .hasSize(1);
    }
  }

  @Test
  void whatIsNoListOfAddresses_guardsTheRouteOfTheManager() {
    assertThat(manager("Order allow,deny", "Allow from 10", "Deny from 10.1"))
        .isEqualTo("/balancer-manager -> manager [0.0.0.0/0, ::/0] guarded");
  }
}
