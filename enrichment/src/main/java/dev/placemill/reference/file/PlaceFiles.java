package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells what kind of file a file is, by what it holds rather than by its name.
public final class PlaceFiles {
  private static final int BEGINNING_BYTES = 4096;
  private static final String PARQUET_MAGIC = "PAR1";
  private static final String PBF_BLOB_TYPE = "OSMHeader";
  private static final int PBF_HEADER_BYTES = 64;

  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();

  /// Reads plain tables, which need someone to tell what their columns mean.
  public interface Tables {
    PlaceFile open(Path path);
  }

  /// @throws UnreadableFile if there is no such file, or nothing that can be read here
  public PlaceFile open(Path path) {
    return open(
        path,
        _ -> {
          throw new UnreadableFile(path, "is none of the kinds of file that are read here");
        });
  }

  /// @param tables for text that is not JSON
  /// @throws UnreadableFile if there is no such file, or nothing that can be read here
  public PlaceFile open(Path path, Tables tables) {
    byte[] beginning = beginning(path);
    String latin = new String(beginning, StandardCharsets.ISO_8859_1);
    if (latin.startsWith(PARQUET_MAGIC)) {
      return ParquetFile.open(path, taxonomy);
    }
    if (latin.substring(0, Math.min(PBF_HEADER_BYTES, latin.length())).contains(PBF_BLOB_TYPE)) {
      return new OsmPbfFile(path, taxonomy);
    }
    if (startsLikeJson(latin)) {
      return new GeoJsonFile(path, taxonomy);
    }
    refuseOtherKinds(path, latin);
    return tables.open(path);
  }

  private static byte[] beginning(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UnreadableFile(path, Files.exists(path) ? "is not a file" : "does not exist");
    }
    if (!Files.isReadable(path)) {
      throw new UnreadableFile(path, "may not be read by this user");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] beginning = in.readNBytes(BEGINNING_BYTES);
      if (beginning.length == 0) {
        throw new UnreadableFile(path, "is empty");
      }
      return beginning;
    } catch (IOException e) {
      throw new UnreadableFile(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  /// After blanks, a byte order mark, and the separator of text sequences.
  private static boolean startsLikeJson(String latin) {
    String text = latin.replaceFirst("^(\u00EF\u00BB\u00BF)?[\\s\u001E]*", "");
    return text.startsWith("{") || text.startsWith("[");
  }

  private static void refuseOtherKinds(Path path, String latin) {
    String kind = null;
    if (latin.startsWith("<")) {
      kind = "is XML or HTML";
    } else if (latin.startsWith("\u001F\u008B")) {
      kind = "is compressed with gzip; unpack it first";
    } else if (latin.startsWith("BZh")) {
      kind = "is compressed with bzip2; unpack it first";
    } else if (latin.startsWith("PK\u0003\u0004")) {
      kind = "is a zip archive or an Excel workbook; unpack it, or save it as CSV, first";
    } else if (latin.indexOf(0) >= 0
        && !latin.startsWith("\u00FF\u00FE")
        && !latin.startsWith("\u00FE\u00FF")) {
      kind = "holds binary data of an unknown kind";
    }
    if (kind != null) {
      throw new UnreadableFile(
          path,
          kind
              + "; what is read are .osm.pbf, Parquet of Overture or Foursquare, GeoJSON, and CSV");
    }
  }
}
