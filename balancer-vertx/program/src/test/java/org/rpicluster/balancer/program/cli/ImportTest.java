package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.config.Configuration;

/** What {@code import} writes means what was read. */
class ImportTest {

  private static final String EVERYTHING =
      """
      Listen 127.0.0.1:8080
      KeepAliveTimeout 7
      ErrorLog error.log
      LogLevel info proxy:warn
      LimitRequestFields 50
      CustomLog access.log "%h %>s"
      ProxyHCExpr ok {%{REQUEST_STATUS} =~ /^[234]/}
      <Proxy balancer://c>
        BalancerMember http://127.0.0.1:9001 loadfactor=2.5 route=a redirect=b retry=30 hcmethod=GET \\
          hcuri=/up hcinterval=5 hcexpr=ok connectiontimeout=1 timeout=9 acquire=50 max=20 ttl=60
        BalancerMember http://127.0.0.1:9002 lbset=1 route=b status=+H
        BalancerMember http://127.0.0.1:9003 route=3 status=+D
        ProxySet lbmethod=bybusyness stickysession=S|s stickysessionsep=_ nofailover=On
        ProxySet failonstatus=502,503 failontimeout=On forcerecovery=Off maxattempts=1
      </Proxy>
      DocumentRoot /var/www
      <Location /balancer-manager>
        SetHandler balancer-manager
        Require ip 127 10.1
      </Location>
      Header set X-Odd "yes: 'no' # \\"on\\""
      RequestHeader unset X-Secret
      ProxyPreserveHost On
      <VirtualHost *:8080>
        ServerName a.test
        ServerAlias *.a.test
        ProxyPass /balancer-manager !
        ProxyPass /x%20y balancer://c/deep
        ProxyPassReverse /x%20y balancer://c/deep
        ProxyPass /plain http://127.0.0.1:9009/
      </VirtualHost>
      <VirtualHost *:8080>
        ServerName b.test
        ProxyPass / balancer://nobody/
      </VirtualHost>
      """;

  @TempDir private Path directory;

  @Test
  void yaml_isReadAsTheSame_andIsClean() throws IOException {
    Path site = Files.writeString(directory.resolve("site.conf"), EVERYTHING);
    Commands.Result imported = Commands.run("import", site);
    assertThat(imported.status()).isZero();
    Path yaml =
        Files.writeString(directory.resolve("site.yaml"), String.join("\n", imported.out()) + "\n");

    Configuration read = ConfigurationFile.read(yaml);
    assertThat(read).isEqualTo(ConfigurationFile.read(site));
    assertThat(Commands.run("check", yaml).out()).contains(yaml + ": ok");
  }

  @Test
  void rules_ofServersAndSections_areReadAsTheSame() throws IOException {
    Path map = Files.writeString(directory.resolve("map"), "k v\n");
    Path site =
        Files.writeString(
            directory.resolve("rules.conf"),
            """
            Listen 127.0.0.1:8080
            <VirtualHost *:8080>
              DocumentRoot DIR
              <Directory DIR>
                Require all granted
                Options None
                RewriteEngine On
                RewriteBase /
                RewriteCond %{REQUEST_FILENAME} !-f
                RewriteRule ^(.*)/x$ page.html [DPI,L]
              </Directory>
              <Directory DIR/*/in>
                Require ip 10
              </Directory>
              <DirectoryMatch "/sub/">
                Require all denied
              </DirectoryMatch>
              RewriteEngine On
              RewriteMap m rnd:MAP
              RewriteMap l int:tolower
              RewriteCond expr "%{HTTP_HOST} == 'a'" [OR]
              RewriteCond %{HTTP:X} -gt5
              RewriteRule ^/a/(.*) http://127.0.0.1:9001/${m:${l:$1}|x}?$1 [P,B=?#,BNP,QSL]
              RewriteRule ^/b - [E=a:b$0,E=!c,CO=n:v:a.test:5:/:0:1:Lax,END]
              ProxyPass /p http://127.0.0.1:9001/p
              <Location /p>
                RewriteEngine On
                RewriteRule x - [F]
              </Location>
            </VirtualHost>
            """
                .replace("DIR", directory.toRealPath().toString())
                .replace("MAP", map.toString()));
    Commands.Result imported = Commands.run("import", site);
    Path yaml =
        Files.writeString(
            directory.resolve("rules.yaml"), String.join("\n", imported.out()) + "\n");

    assertThat(ConfigurationFile.read(yaml)).isEqualTo(ConfigurationFile.read(site));
    assertThat(Commands.run("check", yaml).out()).contains(yaml + ": ok");
  }

  @Test
  void hostsByPort_andRedirects_areReadAsTheSame() throws IOException {
    Path site =
        Files.writeString(
            directory.resolve("ports.conf"),
            """
            Listen 127.0.0.1:8080
            Listen 127.0.0.1:8081
            <VirtualHost *:8080>
              Redirect permanent / https://a.test/
            </VirtualHost>
            <VirtualHost *:8081>
              Redirect gone /gone
              Redirect 404 /none
              Redirect /old "/new?a=b"
            </VirtualHost>
            """);
    Path yaml =
        Files.writeString(
            directory.resolve("ports.yaml"),
            String.join("\n", Commands.run("import", site).out()) + "\n");

    assertThat(ConfigurationFile.read(yaml)).isEqualTo(ConfigurationFile.read(site));
  }

  @Test
  void fates_areComments() throws IOException {
    Path site =
        Files.writeString(
            directory.resolve("site.conf"), "ServerAdmin a@b\nProxyPass / http://127.0.0.1:1/\n");

    assertThat(Commands.run("import", site).out())
        .contains("# " + site + ":1: no effect: ServerAdmin: error pages name no address");
  }

  @Test
  void fileThatAStartWouldRefuse_isNotImported() throws IOException {
    Path site = Files.writeString(directory.resolve("site.conf"), "ProxyRequests On\n");

    assertThat(Commands.run("import", site).status()).isEqualTo(2);
  }
}
