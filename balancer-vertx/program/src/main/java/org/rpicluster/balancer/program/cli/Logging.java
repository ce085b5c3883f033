package org.rpicluster.balancer.program.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
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

  /** Sets the log up. */
  static void start() {
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
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("org.rpicluster").setLevel(Level.INFO);
    // What a client does wrong before its protocol is settled: anybody could fill the log.
    context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
  }
}
