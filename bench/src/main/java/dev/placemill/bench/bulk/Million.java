package dev.placemill.bench.bulk;

import dev.placemill.bench.proof.Command;
import dev.placemill.bench.proof.Figures;
import dev.placemill.bench.proof.Proof;
import dev.placemill.bench.proof.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Parquet file of a million places becomes an enriched one on this machine alone, in one process
/// with the heap of a small laptop.
public final class Million implements Proof {
  private static final int PLACES_OF_A_ROUND = 10_000;
  private static final int ROUNDS = 100;
  private static final int ROUNDS_IF_QUICK = 2;
  private static final String HEAP = "-Xmx2g";

  @Override
  public Figures run(Setup setup) throws IOException {
    int rows = setup.rounds().orElse(setup.quick() ? ROUNDS_IF_QUICK : ROUNDS) * PLACES_OF_A_ROUND;
    Path data = Files.createDirectory(setup.scratch().resolve("data"));
    MessyList list = MessyList.of(setup, rows, 0, data);
    Path input = setup.scratch().resolve("list.parquet");
    ParquetList.write(list, input);
    var output = new Output(setup.scratch().resolve("enriched.parquet"));
    var where = new BulkRun.Place(setup.root(), setup.scratch(), data, "local[*]", HEAP);
    BulkRun run = where.start(input, output.directory());
    System.out.println(run.end());
    double perSecond = rows / Command.seconds(run.sinceItsStart());
    Output.Count count = output.count(rows);
    return new Figures()
        .add("rows", "rows of a Parquet file", rows)
        .add("places_per_s", "places per second of the whole command", perSecond, 0)
        .add("lost", "rows of the file that are not in the output", count.lost())
        .add("doubled", "rows that are there more than once", count.doubled())
        .add("bytes_in", "bytes of the file", Files.size(input))
        .add("bytes_out", "bytes of the output", output.bytes())
        .note("One process with %s; %,d of the rows failed.".formatted(HEAP, count.failed()))
        .require(count.lost() == 0, "nothing is lost")
        .require(count.doubled() == 0, "nothing is doubled");
  }
}
