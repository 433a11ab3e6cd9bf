package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.library.DataDirectory;
import dev.placemill.terminal.AttributeNames;
import dev.placemill.terminal.CommandFailure;
import dev.placemill.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "placemill bulk",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Enriches files of places of any size, on Apache Spark.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  placemill bulk places.parquet enriched",
      "  placemill bulk stores.csv enriched --format csv --column name=\"Shop title\"",
      "  placemill bulk \"s3a://lists/2026-*/\" s3a://enriched --master spark://head:7077",
    })
final class BulkCommand implements Callable<Integer> {
  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d*)(, *\\d+)?])?|spark://[^\\s/]+:\\d+|k8s://\\S+|yarn");

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = {
        "A file, a directory or a quoted pattern: CSV, JSON Lines,",
        "Parquet, GeoParquet, those of Overture and Foursquare too."
      })
  private String input = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The directory to write. If a run broke off there, it goes on.")
  private String output = "";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where to run: local[*] for all cores of this machine, spark://HOST:PORT. Default: what"
              + " spark-submit says, else local[*].")
  private @Nullable String master;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, as of the other commands.")
  private @Nullable Path data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "parquet, csv or jsonl. Default: as OUT ends, else parquet.")
  private @Nullable String format;

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description = "Read this column as this field, e.g. name=\"Shop title\". Can be repeated.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--attributes",
      split = ",",
      paramLabel = "NAME",
      description =
          "Fill only these, e.g. phone,website; or a set: open_closed, core or all. Default: all.")
  private List<String> attributes = List.of();

  @Option(
      names = "--websites",
      description = "Ask the places' own websites too, politely. Default: no network is used.")
  private boolean websites;

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      defaultValue = "20000",
      description = "About so many rows make a file. Default: ${DEFAULT-VALUE}.")
  private long rowsPerFile;

  @Option(names = "--verbose", description = "Say where in the program a failure came from.")
  private boolean verbose;

  BulkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BulkOptions options = options();
    Thread hook =
        new Thread(() ->
            terminal.message("Interrupted; run the same command again to go on where it stopped."));
    Runtime.getRuntime().addShutdownHook(hook);
    long begin = System.nanoTime();
    try (SparkSession session = session()) {
      Bulk.Outcome outcome = new Bulk(session, options, terminal).run();
      var summary = new BulkSummary(options, outcome, (System.nanoTime() - begin) / 1e9);
      terminal.data(summary.text());
      return summary.exitCode();
    } catch (IllegalStateException e) {
      throw Failures.isOfStoppedSpark(e) ? Failures.of(e) : e;
    } finally {
      LibrarySettings.closeAll();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already: the hook has run or is running.
    }
  }

  private BulkOptions options() {
    if (rowsPerFile < 1) {
      throw CommandFailure.usage("--rows-per-file is at least 1.");
    }
    if (master != null && !MASTER.matcher(master).matches()) {
      throw CommandFailure.usage(
          "--master is local[*], local[4], spark://HOST:PORT, k8s://URL or yarn, not \"%s\"."
              .formatted(master));
    }
    Set<Attribute> wanted = AttributeNames.attributes(attributes);
    return new BulkOptions(
        input,
        output,
        format(),
        columns,
        wanted.isEmpty() ? EnumSet.allOf(Attribute.class) : EnumSet.copyOf(wanted),
        DataDirectory.of(data, terminal.environment()),
        rowsPerFile,
        websites);
  }

  private OutputFormat format() {
    if (format == null) {
      return OutputFormat.findByPath(output).orElse(OutputFormat.PARQUET);
    }
    return OutputFormat.findByWireName(format)
        .orElseThrow(() ->
            CommandFailure.usage(
                "--format is parquet, csv or jsonl, not \"%s\".".formatted(format)));
  }

  private SparkSession session() {
    SparkConf conf = new SparkConf().setAppName("placemill bulk");
    if (master != null || !conf.contains("spark.master")) {
      conf.setMaster(master == null ? "local[*]" : master);
    }
    conf.setIfMissing("spark.ui.enabled", "false");
    // A task that is done twice asks its websites twice.
    conf.set("spark.speculation", "false");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      // A task without memory fails with a sentence; Spark would end the process without one.
      conf.set("spark.executor.killOnFatalError.depth", "0");
    } else {
      ClusterSettings.add(conf);
    }
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      if (String.valueOf(e.getMessage()).contains("Could not parse Master URL")) {
        throw CommandFailure.usage(
            "The Spark of this command knows no %s; give the jar to the spark-submit of one that does."
                .formatted(conf.get("spark.master")));
      }
      throw Failures.ofBeginning(e);
    }
  }
}
