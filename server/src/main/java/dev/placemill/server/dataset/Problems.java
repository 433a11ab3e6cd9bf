package dev.placemill.server.dataset;

import dev.placemill.reference.ImportRefused;
import dev.placemill.reference.file.UnreadableFile;
import dev.placemill.server.http.ApiException;
import dev.placemill.table.UnusableList;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why an import failed, and what to do about it, in words of its client.
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static String of(Throwable failure, FileAtHand file, String importId) {
    String said = String.valueOf(failure.getMessage());
    return switch (failure) {
      case UnreadableFile _ -> mendFile(said, file);
      case UnusableList _ -> mendFile(said, file);
      case ImportRefused _ -> said;
      case ApiException _ -> said;
      case DatasetImports.ServerStops _ ->
          "The server was stopped before the import was done; nothing was changed, import the file"
              + " again.";
      case UncheckedIOException _ ->
          "The server's disk cannot be read or written (%s); nothing was changed. Once there is room on it, import the file again."
              .formatted(said);
      case OutOfMemoryError _ ->
          "The server has too little memory for this file beside its other work; nothing was"
              + " changed. Import it on the server's machine with \"placemill import\", which needs"
              + " no restart.";
      default -> {
        LOG.error("the import {} failed", importId, failure);
        yield "This is a fault of the server; nothing was changed, and its log tells more under %s."
            .formatted(importId);
      }
    };
  }

  private static String mendFile(String said, FileAtHand file) {
    return file.inWordsOfClient(said) + " Nothing was changed; mend the file and import it again.";
  }
}
