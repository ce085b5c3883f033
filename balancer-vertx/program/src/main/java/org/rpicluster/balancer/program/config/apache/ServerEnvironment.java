package org.rpicluster.balancer.program.config.apache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.apache.syntax.ConfigFiles;

/**
 * The variables that httpd finds in its environment: the process' own, then what Debian's {@code
 * envvars} exports (which is read, and never run), then what Debian's says by default. Blocks for
 * the disk when it is made; immutable.
 */
final class ServerEnvironment {

  private static final Map<String, String> USUAL =
      Map.of(
          "APACHE_LOG_DIR", "/var/log/apache2",
          "APACHE_RUN_DIR", "/var/run/apache2",
          "APACHE_LOCK_DIR", "/var/lock/apache2",
          "APACHE_PID_FILE", "/var/run/apache2/apache2.pid",
          "APACHE_RUN_USER", "www-data",
          "APACHE_RUN_GROUP", "www-data");

  private static final Pattern EXPORT =
      Pattern.compile("(?m)^[ \\t]*export[ \\t]+(\\w+)=([^\\n]*)$");

  private final Map<String, String> own;
  private final Map<String, String> known = new HashMap<>(USUAL);

  ServerEnvironment(Map<String, String> own, ConfigFiles files) {
    this.own = own;
    Path envvars = MainFile.DEBIAN.resolve("envvars");
    if (files.exists(envvars)) {
      read(envvars, files);
    }
  }

  /** {@code $SUFFIX} is empty for the server that is alone; what names another is left out. */
  private void read(Path envvars, ConfigFiles files) {
    try {
      Matcher exports = EXPORT.matcher(files.text(envvars));
      while (exports.find()) {
        String value = exports.group(2).strip().replace("$SUFFIX", "").replace("\"", "");
        if (!value.contains("$") && !value.contains("`")) {
          known.put(exports.group(1), value);
        }
      }
    } catch (IOException e) {
      known.putAll(USUAL);
    }
  }

  Optional<String> find(String name) {
    String value = own.get(name);
    return Optional.ofNullable(value == null ? known.get(name) : value);
  }
}
