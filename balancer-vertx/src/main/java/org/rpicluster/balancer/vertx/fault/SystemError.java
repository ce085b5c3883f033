package org.rpicluster.balancer.vertx.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault by the system's own account: an error number of Linux, with our words for it and the
 * words of the standard that one can search for. Which one a failure has is known by its number or
 * type; its text is the system's, and in another language on another machine. Immutable.
 *
 * <p>errno(3); numbers as in asm-generic/errno-base.h and errno.h.
 */
public enum SystemError {
  NOT_PERMITTED(1, "the system does not allow it", "Operation not permitted"),
  NO_SUCH_FILE(2, "there is no such file", "No such file or directory"),
  DEVICE_FAILED(5, "the disk does not work", "Input/output error"),
  NO_MEMORY(12, "the system has no memory for it", "Cannot allocate memory"),
  ACCESS_DENIED(13, "the system does not allow it", "Permission denied"),
  NO_DIRECTORY(20, "what should be a directory is none", "Not a directory"),
  DIRECTORY(21, "it is a directory", "Is a directory"),
  SYSTEM_FILES_FULL(23, "the system has too many files open", "Too many open files in system"),
  FILES_FULL(24, "this process has too many files open", "Too many open files"),
  FILE_TOO_LARGE(27, "the file would be too large", "File too large"),
  DISK_FULL(28, "the disk is full", "No space left on device"),
  READ_ONLY(30, "the file system is read-only", "Read-only file system"),
  PIPE_CLOSED(32, "closed there", "Broken pipe"),
  NAME_TOO_LONG(36, "the name is too long", "File name too long"),
  NO_FAMILY(
      97,
      "this machine does not speak that version of IP",
      "Address family not supported by protocol"),
  ADDRESS_IN_USE(98, "the port is in use", "Address already in use"),
  NO_SUCH_ADDRESS(99, "no such address on this machine", "Cannot assign requested address"),
  NETWORK_DOWN(100, "the network is down", "Network is down"),
  NO_NETWORK(101, "there is no way to that network", "Network is unreachable"),
  ABORTED(103, "broken off", "Software caused connection abort"),
  RESET(104, "reset there", "Connection reset by peer"),
  NO_BUFFERS(105, "the system has no room for it", "No buffer space available"),
  TIMED_OUT(110, "nothing answered in time", "Connection timed out"),
  REFUSED(111, "nothing listens there", "Connection refused"),
  HOST_DOWN(112, "that host is down", "Host is down"),
  NO_ROUTE(113, "there is no way to that host", "No route to host"),
  QUOTA_USED_UP(122, "the disk quota is used up", "Disk quota exceeded");

  private final int number;
  private final String ours;
  private final String standard;

  SystemError(int number, String ours, String standard) {
    this.number = number;
    this.ours = ours;
    this.standard = standard;
  }

  /** The number. */
  int number() {
    return number;
  }

  /** In our words. */
  public String ours() {
    return ours;
  }

  /** In the standard's, which no locale changes: what to search for. */
  public String standard() {
    return standard;
  }

  /** Ours, and behind them the standard's: {@code the disk is full (No space left on device)}. */
  public String words() {
    return ours + " (" + standard + ")";
  }

  /** What the system has said by this failure, or by one that it was caused by. */
  public static Optional<SystemError> of(Throwable failure) {
    return Causes.of(failure).flatMap(cause -> ofOne(cause).stream()).findFirst();
  }

  /** Why a file cannot be read or written, for the log. */
  public static String describe(Exception failure) {
    return of(failure).map(SystemError::words).orElseGet(() -> said(failure));
  }

  /** Without the file's name, which is in the message of some. */
  private static String said(Exception failure) {
    @Nullable String said =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return failure instanceof IOException && said != null ? said : failure.toString();
  }

  private static Optional<SystemError> ofOne(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return Optional.of(NO_SUCH_FILE);
    }
    if (failure instanceof AccessDeniedException) {
      return Optional.of(ACCESS_DENIED);
    }
    Optional<SystemError> numbered = ErrorNumbers.of(failure).flatMap(SystemError::of);
    return numbered.isPresent() ? numbered : SystemSentences.find(failure);
  }

  private static Optional<SystemError> of(int number) {
    return Arrays.stream(values()).filter(error -> error.number == number).findFirst();
  }
}
