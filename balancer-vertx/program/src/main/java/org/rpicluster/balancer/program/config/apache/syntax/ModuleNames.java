package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.NearestName;

/**
 * The names of modules: {@code proxy}, which is written {@code mod_proxy.c} or {@code proxy_module}
 * as well. Stateless.
 */
public final class ModuleNames {

  private static final String SOURCE = ".c";
  static final String NAME = "_module";

  /** Those of httpd 2.4, and of others what Debian has packages of. */
  static final List<String> KNOWN =
      List.of(
          """
          access_compat actions alias allowmethods asis auth_basic auth_digest auth_form authn_anon
          authn_core authn_dbd authn_dbm authn_file authn_socache authnz_fcgi authnz_ldap authz_core
          authz_dbd authz_dbm authz_groupfile authz_host authz_owner authz_user autoindex brotli
          buffer cache cache_disk cache_socache cern_meta cgi cgid charset_lite core data dav dav_fs
          dav_lock dbd deflate dialup dir dumpio echo env expires ext_filter file_cache filter
          headers heartbeat heartmonitor http http2 http_core ident imagemap include info
          lbmethod_bybusyness lbmethod_byrequests lbmethod_bytraffic lbmethod_heartbeat ldap
          log_config log_debug log_forensic logio lua macro md mime mime_magic mpm_event mpm_prefork
          mpm_worker negotiation proxy proxy_ajp proxy_balancer proxy_connect proxy_express
          proxy_fcgi proxy_fdpass proxy_ftp proxy_hcheck proxy_html proxy_http proxy_http2
          proxy_scgi proxy_uwsgi proxy_wstunnel ratelimit reflector remoteip reqtimeout request
          rewrite sed session session_cookie session_crypto session_dbd setenvif slotmem_plain
          slotmem_shm so socache_dbm socache_memcache socache_redis socache_shmcb speling ssl status
          substitute suexec systemd unique_id unixd userdir usertrack version vhost_alias watchdog
          xml2enc auth_kerb auth_mellon auth_openidc authnz_external evasive fcgid geoip gnutls jk
          maxminddb pagespeed passenger perl php php5 php7 python qos rpaf ruid2 security2 shib
          suphp wsgi xsendfile
          apparmor auth_cas auth_gssapi auth_plain auth_pubtkt auth_tkt authn_sasl authn_yubikey
          authnz_pam authz_svn authz_unixgroup bw dav_svn dnssd encoding form
          intercept_form_submit ldap_userdir log_slow log_sql lookup_identity mapcache mime_xattr
          mono mpm_itk musicindex neko oauth2 proxy_msrpc removeip rivet ruwsgi svn tile
          upload_progress uwsgi vhost_ldap watchcat xforward
          """
              .strip()
              .split("\\s+"));

  private ModuleNames() {}

  /** Whether there is such a module, loaded or not. */
  public static boolean isKnown(String written) {
    return KNOWN.contains(bare(written));
  }

  /** The one that a name was probably meant to be, in its short form. */
  public static Optional<String> nearest(String written) {
    return NearestName.to(bare(written), KNOWN);
  }

  /** The short form. */
  static String bare(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (small.endsWith(NAME)) {
      return small.substring(0, small.length() - NAME.length());
    }
    String source = small.endsWith(SOURCE) ? small.substring(0, small.length() - 2) : small;
    boolean isOfProcesses = Arrays.asList("event", "prefork", "worker").contains(source);
    return source.startsWith("mod_")
        ? source.substring("mod_".length())
        : isOfProcesses ? "mpm_" + source : source;
  }
}
