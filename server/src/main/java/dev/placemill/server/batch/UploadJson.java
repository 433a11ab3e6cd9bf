package dev.placemill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.Fault;
import dev.placemill.source.Expense;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a client reads of a list that it uploaded, or only asked about.
final class UploadJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double DECIMALS = 10;

  private UploadJson() {}

  /// The first batch that a list has become, with what is to be said of the list.
  ///
  /// @param all batches, in their order
  static byte[] taken(Upload upload, BatchView first, List<BatchId> all) {
    byte[] batch = BatchJson.bytes(first);
    var bytes = new ByteArrayOutputStream();
    bytes.write(batch, 0, batch.length - 1);
    bytes.writeBytes(",\"upload\":".getBytes(UTF_8));
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("rows", upload.rows());
      json.writeNumberProperty("places", upload.places());
      json.writeArrayPropertyStart("batch_ids");
      all.forEach(id -> json.writeString(id.toString()));
      json.writeEndArray();
      json.writeNumberProperty("skipped_count", upload.skippedCount());
      json.writeArrayPropertyStart("skipped");
      upload.skipped().forEach(fault -> writeSkipped(json, fault));
      json.writeEndArray();
      json.writeEndObject();
    }
    bytes.write('}');
    return bytes.toByteArray();
  }

  private static void writeSkipped(JsonGenerator json, Fault fault) {
    json.writeStartObject();
    json.writeStringProperty("pointer", fault.pointer());
    json.writeStringProperty("detail", fault.detail());
    Fault.InRow in = fault.in();
    if (in != null) {
      json.writeNumberProperty("row", in.row());
      json.writeNumberProperty("line", in.line());
      if (in.column() != null) {
        json.writeStringProperty("column", in.column());
      }
      json.writeStringProperty("code", in.code());
    }
    json.writeEndObject();
  }

  /// What would become of a list.
  ///
  /// @param table how it is written, or null for one without columns
  static byte[] looked(DryRun.Outcome outcome, UploadedList.@Nullable Table table) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeBooleanProperty("dry_run", true);
      json.writeBooleanProperty("accepted", outcome.isAccepted());
      json.writeNumberProperty("rows", outcome.rows());
      json.writeNumberProperty("places", outcome.places());
      json.writeNumberProperty("batches", outcome.batches());
      if (table != null) {
        writeTable(json, table);
      }
      json.writeArrayPropertyStart("problems");
      outcome.problems().forEach((cause, problem) -> writeProblem(json, cause, problem));
      json.writeEndArray();
      writeDuplicates(json, outcome);
      writeTotals(json, "cache_hits", outcome.expenses(), Expense::kept);
      writeCalls(json, outcome.expenses());
      writeTime(json, outcome);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeTable(JsonGenerator json, UploadedList.Table table) {
    json.writeObjectPropertyStart("table");
    UploadedList.Form form = table.form();
    if (form.charset() != null) {
      json.writeStringProperty("charset", form.charset());
    }
    if (form.delimiter() != null) {
      json.writeStringProperty("delimiter", form.delimiter().toString());
    }
    if (form.sheet() != null) {
      json.writeStringProperty("sheet", form.sheet());
      writeTexts(json, "sheets", form.sheets());
    }
    json.writeStringProperty("header", form.hasHeader() ? "present" : "absent");
    json.writeObjectPropertyStart("columns");
    table.columns().forEach(json::writeStringProperty);
    json.writeEndObject();
    writeTexts(json, "unread_columns", table.unread());
    writeTexts(json, "missing", table.missing());
    writeTexts(json, "headers", table.headers());
    json.writeArrayPropertyStart("sample");
    for (List<String> row : table.sample()) {
      json.writeStartArray();
      row.forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeProblem(JsonGenerator json, Cause cause, DryRun.Problem problem) {
    json.writeStartObject();
    json.writeStringProperty("code", cause.wireName());
    json.writeStringProperty("effect", cause.effect().wireName());
    json.writeStringProperty("message", cause.meaning().replace("`", ""));
    json.writeNumberProperty("count", problem.count());
    json.writeArrayPropertyStart("examples");
    for (DryRun.Example example : problem.examples()) {
      json.writeStartObject();
      writeSpot(json, example.spot(), example.below());
      if (example.column() != null) {
        json.writeStringProperty("column", example.column());
      }
      json.writeStringProperty("detail", example.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeSpot(JsonGenerator json, DryRun.Spot spot, String below) {
    json.writeNumberProperty("row", spot.row());
    if (spot.line() != null) {
      json.writeNumberProperty("line", spot.line());
    }
    json.writeStringProperty("pointer", spot.pointer() + below);
  }

  private static void writeDuplicates(JsonGenerator json, DryRun.Outcome outcome) {
    json.writeObjectPropertyStart("duplicates");
    json.writeNumberProperty("count", outcome.duplicates());
    json.writeArrayPropertyStart("examples");
    for (DryRun.Repetition repetition : outcome.repetitions()) {
      json.writeStartObject();
      writeSpot(json, repetition.spot(), "");
      json.writeStringProperty("place_id", repetition.placeId());
      json.writeStringProperty("duplicate_of", repetition.of());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTotals(
      JsonGenerator json,
      String name,
      Map<String, Expense> expenses,
      ToLongFunction<Expense> figure) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("total", expenses.values().stream().mapToLong(figure).sum());
    json.writeObjectPropertyStart("by_source");
    expenses.forEach(
        (source, expense) -> json.writeNumberProperty(source, figure.applyAsLong(expense)));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeCalls(JsonGenerator json, Map<String, Expense> expenses) {
    json.writeObjectPropertyStart("calls");
    json.writeNumberProperty(
        "total",
        expenses.values().stream()
            .mapToLong(expense -> expense.questions() + expense.pages())
            .sum());
    json.writeObjectPropertyStart("by_source");
    expenses.forEach((source, expense) -> {
      json.writeObjectPropertyStart(source);
      json.writeNumberProperty("questions", expense.questions());
      json.writeNumberProperty("pages", expense.pages());
      json.writeEndObject();
    });
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeTime(JsonGenerator json, DryRun.Outcome outcome) {
    RecentPace.Measured pace = outcome.pace().orElse(null);
    if (pace == null) {
      json.writeNullProperty("estimated_seconds");
      json.writeStringProperty(
          "estimated_from", "This server has worked no places within the hour to measure by.");
    } else {
      double seconds = outcome.workable() / pace.placesPerSecond();
      json.writeNumberProperty("estimated_seconds", Math.ceil(seconds * DECIMALS) / DECIMALS);
      json.writeStringProperty(
          "estimated_from",
          String.format(
              Locale.ROOT,
              "This server last worked %,.1f places per second, measured over %,d places.",
              pace.placesPerSecond(),
              pace.places()));
    }
  }
}
