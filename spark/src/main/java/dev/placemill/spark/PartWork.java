package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.SentTogether;
import dev.placemill.place.PlaceReading;
import dev.placemill.report.EnrichmentReport;
import dev.placemill.table.RowFault;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The work of one task: the rows of a part, region by region, written as a file. Only the rows of
/// one region are held at a time.
///
/// @param wanted the attributes to fill
record PartWork(
    ByPart parts,
    Regions regions,
    OutputDirectory output,
    EnumSet<Attribute> wanted,
    LibrarySettings library,
    SerializableConfiguration hadoop,
    LongAccumulator done,
    LongAccumulator failed)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// So many places of a region may wait for websites at the same time.
  private static final int WAITING_FOR_WEBSITES = 32;

  void write(Iterator<Tuple2<Slot, byte[]>> rows) throws IOException {
    int part = parts.part(TaskContext.getPartitionId());
    var report = new EnrichmentReport();
    var work = new RowWork(library.open().enricher(), wanted, Clock.systemUTC());
    try (OutputDirectory.Attempt attempt = output.attempt(part, hadoop.value())) {
      PartRows written = PartRows.of(output.format(), wanted, attempt.out());
      var together = new Together();
      int region = -1;
      while (rows.hasNext()) {
        Tuple2<Slot, byte[]> next = rows.next();
        if (next._1.region() != region) {
          write(region, together.members(), work, written, report);
          together.clear();
          region = next._1.region();
        } else if (together.isFull()) {
          write(region, together.members(), work, written, report);
          together.goOn();
        }
        together.add(next._1, next._2);
      }
      write(region, together.members(), work, written, report);
      written.end();
      attempt.commit(report.toJson());
    }
    done.add(report.rows());
    failed.add(report.failed());
  }

  private void write(
      int region,
      List<Together.Member> members,
      RowWork work,
      PartRows written,
      EnrichmentReport report)
      throws IOException {
    List<byte[]> items = items(region, members, work);
    for (int i = 0; i < members.size(); i++) {
      Together.Member member = members.get(i);
      if (!member.isGuest()) {
        byte[] bytes = items.get(i);
        JsonNode item = JSON.readTree(bytes);
        JsonNode said = member.row().inputs();
        JsonNode inputs = said == null ? JSON.createObjectNode() : said;
        written.write(inputs, item, bytes);
        report.add(member.row().where(), item, member.row().isNoted());
      }
    }
  }

  /// One for each member; that of a guest is empty.
  private List<byte[]> items(int region, List<Together.Member> members, RowWork work) {
    var together = new SentTogether("region-" + region, () -> Together.places(members));
    if (library.asksWebsites()) {
      return sideBySide(region, members, together, work);
    }
    List<byte[]> items = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      items.add(item(members.get(i), i, together, work));
    }
    return items;
  }

  private static byte[] item(
      Together.Member member, int position, SentTogether together, RowWork work) {
    if (member.isGuest()) {
      return new byte[0];
    }
    RowFault fault = member.row().fault();
    PlaceReading reading = member.reading();
    return fault != null || reading == null
        ? work.unreadable(
            member.row(), fault == null ? "" : fault.code(), fault == null ? "" : fault.message())
        : work.item(member.row(), reading, together.seat(position));
  }

  /// Sites keep one waiting, so several places are worked at a time.
  private List<byte[]> sideBySide(
      int region, List<Together.Member> members, SentTogether together, RowWork work) {
    var free = new Semaphore(WAITING_FOR_WEBSITES);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> running = new ArrayList<>(members.size());
      for (int i = 0; i < members.size(); i++) {
        int position = i;
        running.add(
            threads.submit(() -> {
              free.acquire();
              try {
                return OwnHosts.with(
                    host -> regions.of(MapKey.ofHost(host)) == region,
                    () -> item(members.get(position), position, together, work));
              } finally {
                free.release();
              }
            }));
      }
      List<byte[]> items = new ArrayList<>(running.size());
      for (Future<byte[]> one : running) {
        items.add(one.get());
      }
      return items;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a place ended without an answer", e.getCause());
    }
  }
}
