package dev.placemill.spark;

import static dev.placemill.spark.BulkRuns.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What lists may look like.
class BulkInputTest {
  private static SparkSession spark;

  @TempDir Path directory;
  private BulkRuns bulk;

  @BeforeAll
  static void startSpark() {
    spark = BulkRuns.startSpark();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
    LibrarySettings.closeAll();
  }

  @BeforeEach
  void prepare() {
    bulk = new BulkRuns(spark, directory, new StringWriter());
  }

  @Test
  void placesThatAreOneMeetInTheMiddleOfACity() throws Exception {
    // Shops of 300 by 200 metres, each 3 metres from the next; then some of them once more.
    var list = new StringBuilder("id,name,lat,lng\n");
    for (int i = 0; i < 6_700; i++) {
      list.append(row("a" + i, "Nr. " + i, 48 + i % 100 * 0.000027, 16 + i / 100 * 0.00004));
    }
    for (int i = 0; i < 6_700; i += 31) {
      list.append(row("b" + i, "NR. " + i, 48.0001 + i % 100 * 0.000027, 16 + i / 100 * 0.00004));
    }
    bulk.run(bulk.file("city.csv", list.toString()).toString());

    Map<String, String> originals = new HashMap<>();
    for (JsonNode item : bulk.items()) {
      originals.put(item.path("place_id").asString(), item.path("duplicate_of").asString(""));
    }
    assertThat(originals).hasSize(6_700 + 217);
    originals.forEach((id, original) ->
        assertThat(original).as(id).isEqualTo(id.startsWith("b") ? "a" + id.substring(1) : ""));
  }
}
