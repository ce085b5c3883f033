package org.rpicluster.balancer.program.config.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.apache.syntax.Reading;
import org.rpicluster.balancer.program.config.apache.syntax.TextBytes;
import org.rpicluster.balancer.program.config.yaml.ConfigurationText;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;

/**
 * Configurations with a slip or two, as people make them: each is carried out, and as YAML means
 * the same, or has errors with their places. Another folder of {@code *.conf} and more mutants:
 * {@code -Dmutants.folder=… -Dmutants.count=10000}.
 */
@Timeout(600)
class MutatedConfigurationsTest {

  private static final String FILE = "/etc/f.conf";
  private static final int COUNT = Integer.getInteger("mutants.count", 400);

  private static final String USUAL =
      """
      Listen 8080
      Define host www.example.org
      <VirtualHost *:8080>
        ServerName ${host}
        ServerAlias *.example.net
        ProxyPreserveHost On
        <Proxy "balancer://pis">
          BalancerMember http://192.168.1.101:80 route=1 loadfactor=2.5 retry=30
          BalancerMember "http://192.168.1.102" route=2 status=+H timeout=5
          ProxySet lbmethod=bytraffic stickysession=ROUTEID|jsessionid nofailover=On
        </Proxy>
        <Location /balancer-manager>
          SetHandler balancer-manager
          Order deny,allow
          Deny from all
          Allow from 192.168.0 127.0.0.0/8
        </Location>
        ProxyPass /balancer-manager !
        ProxyPass /app balancer://pis/app maxattempts=2
        ProxyPassReverse / balancer://pis/
        Redirect permanent /old https://www.example.org/new
        RewriteEngine On
        RewriteCond %{HTTP_HOST} ^example [NC,OR]
        RewriteCond %{HTTPS} off
        RewriteRule ^/a/(.*)$ /b/$1 [R=301,L,QSA]
        SetEnvIfNoCase User-Agent "bot|spider" bot=yes !person
        Header add Set-Cookie "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/" env=BALANCER_ROUTE_CHANGED
        Header always edit* X-Note "a(.)" "$1" "expr=%{REQUEST_STATUS} >= 400"
        RequestHeader unset X-Secret early
        <If "%{HTTP:X-Team} == 'red' && -R '10.0.0.0/8'">
          Header set X-Branch one
        </If>
        <IfModule mod_proxy.c>
          CustomLog logs/access.log "%h %t \\"%r\\" %>s"
        </IfModule>
        ErrorLog logs/error.log
      </VirtualHost>
      """;

  @Test
  void mutant_isCarriedOut_orHasErrorsAtPlaces() throws IOException {
    List<String> seeds = seeds();
    Random chance = new Random(20_261_128);
    int carriedOut = 0;
    for (int i = 0; i < COUNT; i++) {
      String mutant = mutant(seeds.get(i % seeds.size()), seeds, chance);
      carriedOut += isCarriedOut(mutant) ? 1 : 0;
    }
    assertThat(carriedOut).isBetween(1, COUNT - 1);
  }

  private static List<String> seeds() throws IOException {
    String folder = System.getProperty("mutants.folder", "");
    if (folder.isEmpty()) {
      return List.of(USUAL);
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<String> seeds = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).sorted().toList()) {
        seeds.add(TextBytes.text(Files.readAllBytes(file)).replaceAll("@[A-Z]+([0-9]?)@", "808$1"));
      }
      return seeds;
    }
  }

  /** Whether a start would succeed; then its YAML is read back as the same. */
  private static boolean isCarriedOut(String text) {
    ApacheFrontEnd frontEnd =
        new ApacheFrontEnd(
            new Reading.InMemory(Map.of(FILE, text)), Optional.empty(), Map.of("HOME", "/root"));
    try {
      Configuration configuration = frontEnd.translated(new Source(FILE, text)).startable();
      String yaml = ConfigurationText.of(configuration);
      assertThat(new YamlFrontEnd().read(new Source("f.yaml", yaml)))
          .as("%s\n%s", text, yaml)
          .isEqualTo(configuration);
      return true;
    } catch (ConfigurationException e) {
      assertThat(e.problems()).as(text).isNotEmpty();
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String mutant(String seed, List<String> seeds, Random chance) {
    List<String> lines = new ArrayList<>(seed.lines().toList());
    for (int slips = 1 + chance.nextInt(3); slips > 0 && !lines.isEmpty(); slips--) {
      slip(lines, seeds, chance);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void slip(List<String> lines, List<String> seeds, Random chance) {
    int at = chance.nextInt(lines.size());
    String line = lines.get(at);
    switch (chance.nextInt(8)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> Collections.swap(lines, at, chance.nextInt(lines.size()));
      case 3 -> lines.set(at, changed(line, chance));
      case 4 -> lines.set(at, line.replace("\"", ""));
      case 5 -> lines.set(at, line + " " + word(seeds, chance));
      case 6 ->
          lines.set(at, line.replaceFirst("(\\S+)\\s*$", word(seeds, chance).replace("$", "")));
      default -> lines.add(at, otherLine(seeds, chance));
    }
  }

  private static String changed(String line, Random chance) {
    if (line.isEmpty()) {
      return "\\";
    }
    int at = chance.nextInt(line.length());
    String alphabet = "<>\"'\\$%{}()[]|!=,:/.# aZ0-\t\u00e4";
    char c = alphabet.charAt(chance.nextInt(alphabet.length()));
    return line.substring(0, at) + c + line.substring(at + chance.nextInt(2));
  }

  private static String word(List<String> seeds, Random chance) {
    String[] words = otherLine(seeds, chance).strip().split("\\s+");
    return words[chance.nextInt(words.length)].replace("\\", "");
  }

  private static String otherLine(List<String> seeds, Random chance) {
    List<String> lines = seeds.get(chance.nextInt(seeds.size())).lines().toList();
    return lines.isEmpty() ? "" : lines.get(chance.nextInt(lines.size()));
  }
}
