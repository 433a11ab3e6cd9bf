package dev.placemill.reference;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/// The directories of the indexes below a reference directory.
final class IndexDirectories {
  private static final String SUFFIX = ".index";

  private IndexDirectories() {}

  /// One that no dataset has had before.
  static String next(String dataset, Manifest manifest) {
    return ReferenceImport.datasetName(Path.of(dataset))
        + "."
        + (manifest.generation() + 1)
        + SUFFIX;
  }

  /// Deletes what a killed import left behind and what was replaced or dropped. A reader that still
  /// has such an index open keeps its files until it closes them; where the system forbids that,
  /// they go next time.
  static void deleteLeftovers(Path referenceDirectory, Manifest manifest) throws IOException {
    Set<String> inForce =
        manifest.datasets().stream().map(ReferenceDataset::directory).collect(Collectors.toSet());
    try (DirectoryStream<Path> directories =
        Files.newDirectoryStream(referenceDirectory, "*" + SUFFIX)) {
      for (Path directory : directories) {
        if (!inForce.contains(String.valueOf(directory.getFileName()))) {
          delete(directory);
        }
      }
    }
  }

  static void delete(Path directory) {
    IOUtils.deleteFilesIgnoringExceptions(filesIn(directory));
    IOUtils.deleteFilesIgnoringExceptions(directory);
  }

  /// Whether this version of Placemill can search the index.
  static boolean isOfThisFormat(Path directory) throws IOException {
    try (FSDirectory index = FSDirectory.open(directory)) {
      String format =
          SegmentInfos.readLatestCommit(index).getUserData().get(IndexFields.FORMAT_KEY);
      return Integer.toString(IndexFields.FORMAT).equals(format);
    } catch (IndexFormatTooOldException | IndexFormatTooNewException _) {
      return false;
    }
  }

  static long bytesIn(Path directory) throws IOException {
    long bytes = 0;
    for (Path file : filesIn(directory)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static Path[] filesIn(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      return StreamSupport.stream(files.spliterator(), false).toArray(Path[]::new);
    } catch (IOException _) {
      return new Path[0];
    }
  }
}
