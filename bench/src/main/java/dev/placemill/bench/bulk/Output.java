package dev.placemill.bench.bulk;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// The directory that a run writes, as anyone can read it.
///
/// @param directory may not be there yet
record Output(Path directory) {
  private static final Path NOTES = Path.of("_placemill", "run.json");
  private static final String PARQUET = ".parquet";

  /// How often the rows of a list are there.
  ///
  /// @param lost rows of the list that are not
  /// @param doubled rows that are there again, and rows of no list
  /// @param failed those that ended so
  record Count(long rows, long lost, long doubled, long failed) {}

  /// A file at one moment.
  private record Stamp(long bytes, FileTime changed) {}

  /// The files with results.
  List<Path> parts() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  /// How large they are together.
  long bytes() throws IOException {
    long bytes = 0;
    for (Path part : parts()) {
      bytes += Files.size(part);
    }
    return bytes;
  }

  /// How many of them there will be, or 0 while nobody knows.
  int partsInAll() throws IOException {
    Path notes = directory.resolve(NOTES);
    return Files.exists(notes)
        ? JsonMapper.shared().readTree(Files.readAllBytes(notes)).path("part_starts").size()
        : 0;
  }

  /// All files, the notes included, as they are now.
  Map<Path, Object> stamps() throws IOException {
    Map<Path, Object> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        stamps.put(file, new Stamp(Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    return stamps;
  }

  /// Counts the rows of the first so many numbers of a list, by the ids in the files.
  Count count(int rows) throws IOException {
    var seen = new BitSet(rows);
    // A line that is cut off has no id of its own, so it got one made of where it stands.
    Set<String> others = new HashSet<>();
    long all = 0;
    long doubled = 0;
    long failed = 0;
    for (Path part : parts()) {
      if (!part.toString().endsWith(PARQUET)) {
        throw new IOException(part + " is not Parquet");
      }
      try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(part));
          RowReader row =
              parquet
                  .buildRowReader()
                  .projection(ColumnProjection.columns("place_id", "status"))
                  .build()) {
        while (row.hasNext()) {
          row.next();
          all++;
          failed += row.getString("status").equals("failed") ? 1 : 0;
          String id = row.getString("place_id");
          int number = MessyList.number(id);
          boolean isNew = number < 0 ? others.add(id) : number < rows && !seen.get(number);
          doubled += isNew ? 0 : 1;
          if (number >= 0 && number < rows) {
            seen.set(number);
          }
        }
      }
    }
    int brokenOff = MessyList.brokenOff(rows);
    long lost =
        (long) rows - brokenOff - seen.cardinality() + Math.max(0, brokenOff - others.size());
    return new Count(all, lost, doubled + Math.max(0, others.size() - brokenOff), failed);
  }
}
