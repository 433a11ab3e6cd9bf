package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

/// What a run is asked to do.
///
/// @param input a file, a directory or a pattern, wherever Hadoop reads
/// @param output a directory, wherever Hadoop writes
/// @param columns which column to read as which field, where the names do not tell
/// @param wanted the attributes to fill
/// @param data what is known of places
/// @param partRows how many rows a file of the output has
/// @param asksWebsites whether the places' own websites are asked
record BulkOptions(
    String input,
    String output,
    OutputFormat format,
    Map<String, String> columns,
    EnumSet<Attribute> wanted,
    Path data,
    long partRows,
    boolean asksWebsites) {
  BulkOptions {
    columns = Map.copyOf(columns);
  }
}
