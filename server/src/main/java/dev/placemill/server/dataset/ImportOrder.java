package dev.placemill.server.dataset;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client wants to be imported, and as what.
///
/// @param path of the file on this server, or null when the client sends it
/// @param file its name, for people
/// @param version and `licence` and `date` null for what the file says of itself
/// @param columns of a table: which column to read as which field
record ImportOrder(
    @Nullable String path,
    String file,
    String dataset,
    @Nullable String version,
    @Nullable String licence,
    @Nullable LocalDate date,
    Map<String, String> columns) {
  ImportOrder {
    columns = Map.copyOf(columns);
  }
}
