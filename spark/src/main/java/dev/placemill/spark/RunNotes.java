package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.terminal.CommandFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run writes down before it works, so that a later one goes on with the same: what it was
/// asked, and how it cut the map.
final class RunNotes {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ASKED = "asked";
  private static final String STARTS = "region_starts";
  private static final String PART_STARTS = "part_starts";
  private static final String ROWS = "rows";

  private RunNotes() {}

  /// What two runs must be asked alike to be one.
  static Map<String, String> asked(
      BulkOptions options, List<InputFile> files, LibraryShipment shipment) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put(
        "the input files",
        Arrays.toString(
            files.stream()
                .map(file -> "%s %d %d".formatted(file.path(), file.bytes(), file.modified()))
                .toArray()));
    asked.put("--column", new TreeMap<>(options.columns()).toString());
    asked.put(
        "--attributes", options.wanted().stream().map(Attribute::wireName).toList().toString());
    asked.put("--format", options.format().wireName());
    asked.put("--websites", Boolean.toString(options.asksWebsites()));
    asked.put(
        "the reference data",
        Arrays.toString(
            shipment.datasets().stream()
                .map(dataset -> "%s %s".formatted(dataset.name(), dataset.importedAt()))
                .sorted()
                .toArray()));
    asked.put("the settings about trust and websites", shipment.fingerprint());
    return asked;
  }

  static byte[] write(Map<String, String> asked, Regions regions) {
    ObjectNode notes = JSON.createObjectNode();
    ObjectNode questions = notes.putObject(ASKED);
    asked.forEach(questions::put);
    notes.put(ROWS, regions.rows());
    notes.set(STARTS, JSON.valueToTree(regions.starts()));
    notes.set(PART_STARTS, JSON.valueToTree(regions.partStarts()));
    return JSON.writeValueAsBytes(notes);
  }

  /// How the run that wrote notes cut the map.
  ///
  /// @throws CommandFailure when it was asked something else
  static Regions read(byte[] written, Map<String, String> asked, String output) {
    JsonNode notes = JSON.readTree(written);
    List<String> others =
        asked.entrySet().stream()
            .filter(
                one -> !notes.path(ASKED).path(one.getKey()).asString("").equals(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!others.isEmpty()) {
      throw new CommandFailure(
          "%s was begun by a run that differs in %s; name another directory, or remove that one."
              .formatted(output, String.join(" and ", others)));
    }
    return new Regions(
        JSON.treeToValue(notes.path(STARTS), long[].class),
        JSON.treeToValue(notes.path(PART_STARTS), int[].class),
        notes.path(ROWS).asLong());
  }
}
