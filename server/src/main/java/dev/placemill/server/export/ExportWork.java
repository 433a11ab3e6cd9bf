package dev.placemill.server.export;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.export.ExportStore.Claim;
import dev.placemill.server.export.ExportStore.ClaimLost;
import dev.placemill.server.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the exports that wait, one after the other. Any number of nodes may be at it: each export
/// is made under a claim, and what is written under a claim that was lost is not kept.
public final class ExportWork {
  private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);

  /// As often as it is begun before it is given up.
  private static final int MOST_CLAIMS = 5;

  private static final Duration RENEW_AFTER = ExportStore.LEASE.dividedBy(4);
  private static final int BYTES_OF_PART = 1 << 20;

  private final ExportStore store;
  private final BatchResults results;
  private final ExportConfig config;
  private final Duration remembered;

  ExportWork(ExportStore store, BatchResults results, ExportConfig config, Duration remembered) {
    this.store = store;
    this.results = results;
    this.config = config;
    this.remembered = remembered;
  }

  /// Makes exports until none waits.
  public void makeAll() {
    Optional<Claim> claim = store.claim();
    while (claim.isPresent()) {
      make(claim.get());
      claim = store.claim();
    }
  }

  /// Drops files that were kept long enough.
  public void dropOld() {
    store.dropOld(remembered);
  }

  private void make(Claim claim) {
    Export export = claim.export();
    try {
      if (export.epoch() > MOST_CLAIMS) {
        store.fail(
            export,
            "It was begun %d times and never completed; the server's log says why."
                .formatted(MOST_CLAIMS));
        return;
      }
      write(claim);
    } catch (ApiException e) {
      // A batch is gone, and will be the next time too.
      store.fail(export, String.valueOf(e.getMessage()));
    } catch (ClaimLost _) {
      LOG.warn("export {} is made by another node by now", export.publicId());
    } catch (RuntimeException e) {
      // Its claim ends by itself, and it is begun anew then.
      LOG.warn("export {} broke off: {}", export.publicId(), e.getMessage());
    }
  }

  private void write(Claim claim) {
    Export export = claim.export();
    var step = new Renewal(export);
    List<Stored> batches = new ArrayList<>();
    export.batchIds().forEach(id -> batches.add(results.find(claim.orgId(), id)));
    ExportFile file = ExportFile.of(results, batches, step);
    try (var parts = new Parts(export)) {
      long rows = file.writeTo(parts, step);
      parts.end();
      store.complete(export, rows, parts.written, config.kept());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Renews a claim while there is something to be done that stores nothing.
  private final class Renewal implements Runnable {
    private final Export export;
    private long last = System.nanoTime();

    Renewal(Export export) {
      this.export = export;
    }

    @Override
    public void run() {
      if (System.nanoTime() - last > RENEW_AFTER.toNanos()) {
        store.renew(export);
        last = System.nanoTime();
      }
    }
  }

  /// Stores what is written to it part by part.
  private final class Parts extends OutputStream {
    private final Export export;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream(BYTES_OF_PART);
    private int number;
    private long written;

    Parts(Export export) {
      this.export = export;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      part.write(bytes, offset, length);
      if (part.size() >= BYTES_OF_PART) {
        end();
      }
    }

    private void end() {
      if (part.size() > 0) {
        store.addPart(export, number, part.toByteArray());
        number++;
        written += part.size();
        part.reset();
      }
    }
  }
}
