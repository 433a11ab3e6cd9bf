package dev.placemill.server.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The database cannot be had; the message is a sentence for the person who started the program.
public class StartFailure extends RuntimeException {
  private static final Pattern DISK_FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|not enough space");

  StartFailure(String sentence) {
    super(sentence);
  }

  StartFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /// What an input or output error under a directory means to a person.
  static StartFailure of(Path directory, IOException e) {
    String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
    if (isDiskFull(reason)) {
      return diskFull(directory);
    }
    if (e instanceof AccessDeniedException || readOnly(reason)) {
      return new StartFailure(
          "The directory " + directory + " is not writable for this user; choose another one.", e);
    }
    if (e instanceof FileAlreadyExistsException || notADirectory(e)) {
      return new StartFailure(
          directory + " cannot be used as a directory: a file is in the way (" + reason + ").", e);
    }
    return new StartFailure("The directory " + directory + " cannot be used: " + reason + ".", e);
  }

  static StartFailure diskFull(Path directory) {
    return new StartFailure(
        "The disk that holds " + directory + " is full; free some space and start again.");
  }

  /// Whether a message, or the output of a PostgreSQL program, complains about a full disk.
  static boolean isDiskFull(String output) {
    return DISK_FULL.matcher(output).find();
  }

  private static boolean readOnly(String reason) {
    return reason.toLowerCase(Locale.ROOT).contains("read-only file system");
  }

  private static boolean notADirectory(IOException e) {
    return e instanceof FileSystemException system
        && Objects.requireNonNullElse(system.getReason(), "").contains("Not a directory");
  }
}
