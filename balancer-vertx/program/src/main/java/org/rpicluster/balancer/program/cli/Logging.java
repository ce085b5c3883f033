package org.rpicluster.balancer.program.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.Optional;
import org.rpicluster.balancer.program.config.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program's log: one line per event on standard error, ours from INFO and the libraries' from
 * WARN. Set up in code, because reading XML would double the time until the first line; a file that
 * the user names with {@code -Dlogback.configurationFile} is used instead.
 */
final class Logging {

  /** Line breaks become blanks: what a client sends must not look like a line of ours. */
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level "
          + "%replace(%replace(%msg %ex{short}){'\\s+$', ''}){'\\s+', ' '}"
          + "%nopex%n";

  private Logging() {}

  /** By its name, as one that has no peers loads no class of theirs. */
  private static final String PEER_TCP = "org.rpicluster.balancer.program.peers.group.PeerTcp";

  /** Sets the log up, on standard error. */
  static void start() {
    start(new LogSettings(Optional.empty(), LogSettings.Level.INFO));
  }

  /** Sets the log up as a configuration says. */
  static void start(LogSettings settings) {
    if (System.getProperty("logback.configurationFile") != null
        || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(Terminal.charset());
    encoder.setPattern(PATTERN);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender =
        settings.file().map(Logging::toFile).orElseGet(Logging::toConsole);
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("org.rpicluster").setLevel(Level.toLevel(settings.level().name()));
    // What a client does wrong before its protocol is settled: any client could fill the log.
    context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
    context.getLogger("org.jgroups").setLevel(Level.OFF); // likewise; PeerSharing says what counts
    context
        .getLogger(PEER_TCP)
        .setLevel(Level.OFF); // likewise, by a class of JGroups' with our name
    context.getLogger("javax.jmdns").setLevel(Level.OFF); // likewise, of datagrams of strangers
  }

  private static OutputStreamAppender<ILoggingEvent> toConsole() {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    return console;
  }

  private static OutputStreamAppender<ILoggingEvent> toFile(Path file) {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    return appender;
  }
}
