package dev.placemill.spark;

import dev.placemill.table.CsvFile;
import dev.placemill.table.PlaceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/// The rows of CSV files as places. A file is read from front to back by one task, since only its
/// front tells where a row ends.
final class CsvInput {
  private CsvInput() {}

  static JavaRDD<ListedPlace> read(
      JavaSparkContext spark,
      List<InputFile> files,
      Map<String, String> byHand,
      SerializableConfiguration hadoop) {
    return spark
        .parallelize(files, files.size())
        .flatMap(file -> places(file, byHand, hadoop.value()));
  }

  private static Iterator<ListedPlace> places(
      InputFile file, Map<String, String> byHand, Configuration hadoop) {
    InputFile.CsvForm form = Objects.requireNonNull(file.csv());
    PlaceTable table =
        PlaceTable.openLong(
            new CsvFile(
                HadoopFiles.source(file, hadoop),
                form.sha256(),
                form.decoded(),
                form.delimiter(),
                form.separatorLine(),
                true,
                form.rows()),
            byHand);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) _ -> close(table));
    return new Iterator<>() {
      private long position;

      @Override
      public boolean hasNext() {
        return table.hasNext();
      }

      @Override
      public ListedPlace next() {
        return ListedPlace.of(file, position++, table.next());
      }
    };
  }

  private static void close(PlaceTable table) {
    try {
      table.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
