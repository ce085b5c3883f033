package org.rpicluster.balancer.vertx.kit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the log says while it is open, from one place on. Any thread may log. */
public final class LogLines implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  /** Of a class, or of a package and what is in it. */
  public LogLines(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    appender.start();
    logger.addAppender(appender);
  }

  /** Those with these words in them, in order. */
  public List<String> with(String words) {
    return lines.stream().filter(line -> line.contains(words)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
