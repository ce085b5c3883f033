package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.config.Configuration;

/** Routes and listeners that are written as YAML are read back as the same. */
class ConfigurationTextTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redirect: {to: '/new/?a=b#c', status: 308}",
        "redirect: {scheme: https}",
        "redirect: {host: other.test, port: 8443, scheme: https, to: /x}",
        "redirect: {host: '[::1]', status: 301}",
        "redirect: {status: 410}",
        "respond: 403",
        "respond: {}",
        "respond: {status: 403}",
        "respond: {status: 503, body: \"a: b\\n\\t'\\\"#\", type: text/html}",
        "respond: {status: 204, type: application/json}",
        "files: .",
        "files: {folder: ., at: /, index: [a.html, b.htm], charset: none, policy: apache, overrides: [/a, /b]}",
        "files: {folder: ., at: /a, index: a, charset: iso-8859-1, links: false, overrides: /a}",
        "files: {folder: ., type: text/plain, types: {html: text/html; charset=x}, charsets: {u8: utf-8}, encodings: {gz: x-gzip}}",
        "{files: ., errorPages: {404: page.html, 500: page.html}}",
        "{cluster: c, errorPages: {503: page.html}}",
        "{respond: 403, errorPages: {403: {body: '<p>\u2013', type: text/html; charset=koi8-r}, 503: {file: page.html, charset: none}, 404: {redirect: /lost}}}",
        "{cluster: c, listener: plain}",
        "{redirect: {scheme: https}, listener: [plain, other]}",
        "{cluster: c, except: [/a/b, /a/%20c], host: [a.test, '*.b.test']}",
        "{cluster: c, pattern: '^/a/(.*)$', to: /b/$1}",
        "{cluster: c, to: /b/, literal: true}",
        "{cluster: c, site: 'https://a.test:8443', host: 'www.a.*'}",
        "{cluster: c, listener: inner}",
        "{cluster: c, conditional: [{when: 'expr=%{REQUEST_URI} =~ m#^/a#', bodyLimit: 1MiB}, {when: [tls, env=a], replaceErrors: [404]}, {when: env=!b, bodyLimit: none, replaceErrors: true}, {when: tls, replaceErrors: false}]}",
        "{cluster: c, compress: true}",
        "{cluster: c, compress: [text/html]}",
        "manager: {allow: ['::1'], hosts: [m.test], readOnly: true}",
        "{cluster: c, requestHeaders: {set: {X-A: 'a %b'}, remove: [X-B]}}",
        "{cluster: c, responseHeaders: [{add: X-A, value: ''}, {unset: X-A, when: [tls, env=!a]}]}",
        "{cluster: c, responseHeaders: [{edit: A, match: b+, value: $0, all: true, always: true}]}",
        "{cluster: c, requestHeaders: [{set: A, value: '%{v}e', when: 'expr=%{REQUEST_URI} =~"
            + " /a/'}], variables: [{set: v, of: User-Agent, match: bot, ignoreCase: true}, {unset:"
            + " v, when: tls}, {set: w, value: x}]}",
        "{respond: {}, responseHeaders: [{set: Strict-Transport-Security, value: a, when: tls}]}",
        "{files: ., responseHeaders: {set: {X-A: b}}}",
        "{cluster: c, allow: ['::1', 10.0.0.0/8]}",
        "{redirect: {scheme: https}, users: users}",
        "{cluster: c, allow: [10.0.0.1], users: {file: users, realm: 'A \"b\": c', names: [jörg]}}",
        "{files: ., allow: [10.0.0.1], users: {file: users, groups: x, groupFile: users}, satisfy: any}",
        "{respond: 403, access: denied}",
        "{cluster: c, access: {all: [{methods: [GET, POST]}, {address: '^1'}, {path: /a/%20b}]}}",
        "{cluster: c, to: /x, toByMember: {'127.0.0.1:1': /y/}, via: a.test, site: '//:81', reverseRules: {urls: [{members: true, to: /a/}, {members: /b, to: 'https://c.test/'}, {from: /d, to: /e}], cookiePaths: [{from: /, to: /f}]}}",
        "{cluster: c, access: {none: [{expression: \"%{HTTP:X-A} == 'b'\"}]}}",
        "{cluster: c, access: {any: [{pattern: '^/a'}, {header: {name: X-A, matches: b}}, {users: users}]}}",
        "{cluster: c, access: {none: [{pattern: {matches: ^b, replacing: /a, by: 'b://'}}]}}",
        "{cluster: c, access: {cases: [{when: {path: /a/b}, then: {allow: ['::1']}}, {then: granted}]}}"
      })
  void route_isReadBackAsTheSame(String target) throws IOException {
    String leads = target.startsWith("{") ? target.substring(1, target.length() - 1) : target;

    assertIsReadBack("routes: [{path: /a, " + leads + "}, {path: /, cluster: c}]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{rewrite: [{to: /c}], rewritten: {files: {folder: page.html, policy: apache}}}",
        "rewrite: [{respond: 403}]",
        "{rewrite: [{pattern: ^/b, not: true, to: /c, redirect: 302}], rewritten: {files: .}}",
        "{rewrite: [{to: '/c?d', query: append, last: true}], rewritten: {respond: 403}}",
        "rewrite: [{to: $0, cluster: c, preserveHost: true, reverse: false, compress: [a/b]}]",
        "rewrite: [{to: x, rounds: 3, chained: true}, {to: x, skip: 2, pass: true, escape: false}]",
        "rewrite: [{when: [{value: 'a%{HTTP:B}', matches: c, not: true, or: true}], to: d}]",
        "rewrite: [{when: [{value: a, equals: B, ignoreCase: true}, {value: b, is: folder}]}]",
        "rewrite: [{when: [{value: a, before: ''}, {value: b, behind: c}], respond: 404}]",
        "rewrite: [{to: '/a?b?$1', lastMark: true, groups: escape, groupsAlso: ' #', groupsExcept: /, plus: false, dropRest: true, over: true}]",
        "rewrite: [{set: {a: '', b: '%{HTTP:X}$1'}, unset: [c, d], cookies: [{name: n, value: ''}, {name: m, value: $1, domain: .a.test, path: /b, minutes: 10, secure: true, httpOnly: true, sameSite: Lax}]}]",
        "rewrite: [{when: [{value: a, number: 5}, {value: b, below: -1}, {value: c, above: 0, not: true}, {expression: \"%{REQUEST_URI} == '/x'\", or: true}], to: d}]",
        "{rewrite: [{to: '/${m:$1|${r:a}}${toupper:b}'}], maps: {m: /m.txt, r: {file: /r.txt, pick: random}}}",
        "{rewrite: [{to: b, last: true}], section: {path: /a/, name: /srv/www/, folder: /srv/www/b/, base: /c}}",
        "{rewrite: [{respond: 403}], section: {path: /a, name: 'proxy:http://pi1/'}}",
        "rewrite: [{to: $0, cluster: c, via: b, reverseRules: {cookieDomains: [{from: a.test, to: b.test}]}}]",
      })
  void rules_areReadBackAsTheSame(String target) throws IOException {
    route_isReadBackAsTheSame(target);
  }

  @Test
  void pagesThatFillALine_areReadBackAsTheSame() throws IOException {
    StringBuilder pages = new StringBuilder();
    for (int status = 400; status < 420; status++) {
      pages.append(status).append(": page.html, ");
    }
    assertIsReadBack("routes: [{path: /, cluster: c, errorPages: {" + pages + "}}]\n");
  }

  private void assertIsReadBack(String routes) throws IOException {
    Path users =
        Files.writeString(directory.resolve("users"), "a:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=");
    Path page = Files.writeString(directory.resolve("page.html"), "<p>");
    Configuration read =
        read(
            "listen: [{address: '127.0.0.1:0', name: plain, names: {'::1': inner}}, {address: '[::1]:0', name: other}]\n"
                + "clusters: {c: {members: ['http://127.0.0.1:1']}}\n"
                + routes
                    .replace("page.html", page.toString())
                    .replaceAll("(users|file|groupFile): users", "$1: " + users));

    String written = ConfigurationText.of(read);
    assertThat(read(written).routes()).as(written).isEqualTo(read.routes());
    assertThat(read(written).listen()).isEqualTo(read.listen());
  }

  @Test
  void clients_areReadBackAsTheSame() throws IOException {
    Configuration read =
        read(
            "listen: 127.0.0.1:0\nroutes: [{path: /, respond: 404}]\n"
                + "trustedProxies: [10.0.0.0/8, 'fd00::/8']\n"
                + "clientHeader: {name: X-Client, external: [10.1.0.0/16], proxies: X-By}\n");

    assertThat(read(ConfigurationText.of(read)).clients()).isEqualTo(read.clients());
  }

  @Test
  void accessLog_isReadBackAsTheSame() throws IOException {
    Configuration read =
        read(
            "listen: 127.0.0.1:0\nroutes: [{path: /, respond: 404}]\n"
                + "accessLog: {file: '"
                + directory.resolve("a.log")
                + "', rotate: {size: 1MiB}, when: [env=!a, 'expr=%{REQUEST_STATUS} != 304'],"
                + " variables: [{set: a, of: Request_URI, match: ^/up}]}\n");

    assertThat(read.accessLogs()).hasSize(1);
    assertThat(read(ConfigurationText.of(read)).accessLogs()).isEqualTo(read.accessLogs());
  }

  private Configuration read(String yaml) throws IOException {
    return ConfigurationFile.read(Files.writeString(directory.resolve("site.yaml"), yaml));
  }
}
