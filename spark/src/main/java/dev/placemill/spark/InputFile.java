package dev.placemill.spark;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of the input, and what was found out about it.
///
/// @param number from 0, in the order of their paths
/// @param path as Hadoop writes it
/// @param name its path below the directory that all files are in
/// @param bytes how long it is
/// @param modified when it was last changed, in milliseconds since 1970, UTC
/// @param isAlone whether it is the whole input
/// @param csv how it is written, if it is CSV
/// @param parquet what is in it, if it is Parquet
record InputFile(
    int number,
    String path,
    String name,
    long bytes,
    long modified,
    InputKind kind,
    boolean isAlone,
    @Nullable CsvForm csv,
    @Nullable ParquetForm parquet)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /// How a CSV file is written.
  record CsvForm(String sha256, String charset, char delimiter, boolean separatorLine, long rows)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Charset decoded() {
      return Charset.forName(charset);
    }
  }

  /// What is in a Parquet file.
  ///
  /// @param schema in the words of its footer; files of one schema are read together
  /// @param columns the names at its top
  /// @param geometry the column of its geometry, or null when it has none
  record ParquetForm(String schema, List<String> columns, @Nullable String geometry, long rows)
      implements Serializable {
    private static final long serialVersionUID = 1;

    ParquetForm {
      columns = List.copyOf(columns);
    }
  }

  /// The last part of its path.
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// How a row of it is called: its number alone where that is enough.
  String name(long row) {
    return isAlone ? Long.toString(row) : name + ":" + row;
  }

  InputFile with(CsvForm form) {
    return new InputFile(number, path, name, bytes, modified, kind, isAlone, form, null);
  }

  InputFile with(ParquetForm form) {
    return new InputFile(number, path, name, bytes, modified, kind, isAlone, null, form);
  }
}
