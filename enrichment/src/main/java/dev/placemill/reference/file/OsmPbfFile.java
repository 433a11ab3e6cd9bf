package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// An OpenStreetMap .pbf file.
final class OsmPbfFile implements PlaceFile {
  static final String FORMAT = "osm";
  private static final String LICENCE = "ODbL-1.0";

  private final Path path;
  private final CategoryTaxonomy taxonomy;

  OsmPbfFile(Path path, CategoryTaxonomy taxonomy) {
    this.path = path;
    this.taxonomy = taxonomy;
  }

  @Override
  public FileFacts facts() {
    LocalDate date = replicatedOn();
    return new FileFacts(FORMAT, date == null ? null : date.toString(), LICENCE, date);
  }

  private @Nullable LocalDate replicatedOn() {
    try {
      long seconds = OsmPbfReader.header(path).getOsmosisReplicationTimestamp();
      return seconds <= 0
          ? null
          : LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    } catch (IOException e) {
      throw new UnreadableFile(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long bytes() {
    return path.toFile().length();
  }

  @Override
  public void read(String dataset, PlaceSink sink) throws IOException {
    OsmRecords records = new OsmRecords(dataset, taxonomy);
    double total = Math.max(1.0, Files.size(path) * (double) OsmPbfReader.PASSES);
    new OsmPbfReader(path, bytes -> sink.progress(bytes / total))
        .read(element -> {
          if (element.coordinates() == null) {
            sink.leftOut(Omission.NOWHERE);
          } else {
            records.draft(element).into(sink);
          }
        });
  }
}
