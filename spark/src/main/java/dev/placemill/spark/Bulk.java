package dev.placemill.spark;

import dev.placemill.place.Coordinates;
import dev.placemill.report.EnrichmentReport;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.ProgressLine;
import dev.placemill.terminal.RunProgress;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/// A run over a list of any size, as the driver sees it: look into the files, cut the map into
/// regions, bring the rows of each together, let every core work parts of it.
///
/// Rows cross the network once, as what they say; results go from where they are made into the
/// output.
final class Bulk {
  private final SparkSession session;
  private final JavaSparkContext spark;
  private final BulkOptions options;
  private final Terminal terminal;
  private final Configuration conf;
  private final SerializableConfiguration hadoop;
  private final OutputDirectory output;
  private final ProgressLine line;
  private final Watch watch;

  Bulk(SparkSession session, BulkOptions options, Terminal terminal) throws IOException {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.options = options;
    this.terminal = terminal;
    this.conf = spark.hadoopConfiguration();
    // A damaged page is found when it is read, not by odd values in the output.
    conf.setIfUnset("parquet.page.verify-checksum.enabled", "true");
    this.hadoop = new SerializableConfiguration(conf);
    this.output = OutputDirectory.of(options.output(), options.format(), conf);
    this.line = new ProgressLine(terminal, System::nanoTime);
    this.watch = new Watch(spark, line, System::nanoTime);
  }

  /// What became of the list.
  ///
  /// @param rows of the input, as they were counted before the work
  /// @param report on all rows of the output, those of earlier runs included
  /// @param before how many rows were there already
  record Outcome(long rows, EnrichmentReport report, int parts, long before) {
    Outcome {
      if (report.rows() != rows) {
        throw new IllegalStateException("%d rows in, %d rows out".formatted(rows, report.rows()));
      }
    }
  }

  /// Does what is missing of the output.
  ///
  /// @throws CommandFailure when the input or the output cannot be used
  Outcome run() throws IOException, InterruptedException {
    byte[] notes = output.run(conf);
    if (notes == null && output.isTaken(conf)) {
      throw new CommandFailure(
          "%s is there and was not written by a run like this; name another directory."
              .formatted(options.output()));
    }
    List<InputFile> files = InputFiles.find(options.input(), output, conf);
    LibraryShipment shipment = LibraryShipment.of(options, terminal.environment());
    shipment.said().forEach(terminal::message);
    Map<String, String> asked = RunNotes.asked(options, files, shipment);
    Regions known = notes == null ? null : RunNotes.read(notes, asked, options.output());
    if (known != null && output.isFinished(known.parts(), conf)) {
      terminal.message("%s is complete; there is nothing to do.".formatted(options.output()));
      return outcome(known, known.rows());
    }
    JavaRDD<ListedPlace> places = read(inspected(files));
    LibrarySettings library = shipment.settings(spark);
    JavaRDD<KeyedPlace> keyed = keyed(places, library);
    Regions regions = known != null ? known : begun(keyed, asked);
    int[] missing = output.missing(regions.parts(), conf);
    long before = report(OutputDirectory.written(regions.parts(), missing)).rows();
    if (before > 0) {
      terminal.message("Going on: %d of %d rows are there.".formatted(before, regions.rows()));
    }
    if (missing.length > 0) {
      work(keyed, regions, missing, library, regions.rows() - before);
    }
    output.finish(regions.parts(), conf);
    return outcome(regions, before);
  }

  /// The files with what is in them.
  ///
  /// @throws CommandFailure naming one that is no list of places
  private List<InputFile> inspected(List<InputFile> files) throws InterruptedException {
    terminal.message(
        files.size() == 1
            ? "Reading %s ...".formatted(options.input())
            : "Reading %s, %d files ...".formatted(options.input(), files.size()));
    Map<String, String> columns = options.columns();
    SerializableConfiguration hadoop = this.hadoop;
    List<Inspection> inspections =
        watch.over(
            "Looking into files",
            () ->
                spark
                    .parallelize(files, files.size())
                    .map(file -> Inspection.of(file, columns, hadoop.value()))
                    .collect());
    for (Inspection inspection : inspections) {
      if (inspection.refusal() != null) {
        throw new CommandFailure(inspection.refusal());
      }
    }
    return inspections.stream().map(Inspection::file).toList();
  }

  private JavaRDD<ListedPlace> read(List<InputFile> files) {
    Map<InputKind, List<InputFile>> byKind =
        files.stream().collect(Collectors.groupingBy(InputFile::kind));
    List<JavaRDD<ListedPlace>> all = new ArrayList<>();
    byKind.forEach((kind, some) -> {
      switch (kind) {
        case CSV -> all.add(CsvInput.read(spark, some, options.columns(), hadoop));
        case JSON_LINES -> all.add(LinesInput.read(spark, some, options.columns(), hadoop));
        case PARQUET -> all.addAll(ParquetInput.read(session, some, options.columns()));
      }
    });
    return all.stream().reduce(JavaRDD::union).orElseThrow();
  }

  /// The rows with their numbers. To know whose site a place has, the library may have to be asked,
  /// which is done once.
  private JavaRDD<KeyedPlace> keyed(JavaRDD<ListedPlace> places, LibrarySettings library) {
    return options.asksWebsites()
        ? places
            .mapPartitions((Iterator<ListedPlace> some) -> SiteOfPlace.keyed(some, library))
            .persist(StorageLevel.DISK_ONLY())
        : places.map(KeyedPlace::of);
  }

  /// Cuts the map, and begins the output.
  private Regions begun(JavaRDD<KeyedPlace> keyed, Map<String, String> asked)
      throws IOException, InterruptedException {
    int parts = 4 * spark.defaultParallelism();
    Regions regions =
        watch.over(
            "Cutting the map",
            () -> Regions.of(keyed.map(KeyedPlace::key), options.partRows(), parts));
    if (regions.rows() == 0) {
      throw new CommandFailure("%s holds no rows.".formatted(options.input()));
    }
    if (!spark.isLocal() && output.isOnOneMachine(conf)) {
      terminal.message(
          "%s is a path of this machine; every machine of the cluster must have the same there."
              .formatted(options.output()));
    }
    output.begin(RunNotes.write(asked, regions), conf);
    return regions;
  }

  /// What became of the rows of some parts, added up where there are cores to read of them.
  private EnrichmentReport report(IntStream parts) throws InterruptedException {
    List<Integer> numbers = parts.boxed().toList();
    var report = new EnrichmentReport();
    if (!numbers.isEmpty()) {
      OutputDirectory output = this.output;
      SerializableConfiguration hadoop = this.hadoop;
      watch
          .over(
              "Adding up",
              () ->
                  spark
                      .parallelize(numbers, Math.min(numbers.size(), spark.defaultParallelism()))
                      .mapPartitions(
                          (Iterator<Integer> some) -> output.reports(some, hadoop.value()))
                      .collect())
          .forEach(report::addAll);
    }
    return report;
  }

  private void work(
      JavaRDD<KeyedPlace> keyed, Regions regions, int[] missing, LibrarySettings library, long rows)
      throws IOException, InterruptedException {
    var parts = new ByPart(regions, missing);
    var done = spark.sc().longAccumulator();
    var failed = spark.sc().longAccumulator();
    var work =
        new PartWork(parts, regions, output, options.wanted(), library, hadoop, done, failed);
    JavaFutureAction<Void> running =
        keyed
            .flatMapToPair(row -> slots(row, regions, parts))
            .repartitionAndSortWithinPartitions(parts)
            .foreachPartitionAsync(work::write);
    RunProgress progress = new RunProgress(line, rows, System::nanoTime);
    try {
      while (!hasEnded(running)) {
        if (done.value() == 0) {
          watch.look("Bringing neighbours together");
        } else if (!watch.isAlone()) {
          progress.update(0, done.value(), failed.value());
        }
      }
    } finally {
      line.clear();
    }
  }

  private static boolean hasEnded(JavaFutureAction<Void> running)
      throws IOException, InterruptedException {
    try {
      running.get(500, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw Failures.of(e);
    }
  }

  /// Where a row belongs, and where it is a guest.
  private static Iterator<Tuple2<Slot, byte[]>> slots(
      KeyedPlace row, Regions regions, ByPart parts) {
    int own = regions.of(row.key());
    ListedPlace place = row.place();
    byte[] bytes = place.toBytes();
    List<Tuple2<Slot, byte[]>> slots = new ArrayList<>(1);
    if (parts.isMissing(own)) {
      slots.add(new Tuple2<>(Slot.of(own, place, false), bytes));
    }
    Coordinates point = row.findPoint().orElse(null);
    if (point != null) {
      for (int region : regions.besides(point, row.key())) {
        if (parts.isMissing(region)) {
          slots.add(new Tuple2<>(Slot.of(region, place, true), bytes));
        }
      }
    }
    return slots.iterator();
  }

  private Outcome outcome(Regions regions, long before) throws InterruptedException {
    return new Outcome(
        regions.rows(), report(IntStream.range(0, regions.parts())), regions.parts(), before);
  }
}
