package dev.placemill.spark;

import dev.placemill.attribute.Attribute;
import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.FailureCode;
import dev.placemill.enricher.ItemJson;
import dev.placemill.enricher.ItemJson.Failure;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SentTogether.Seat;
import dev.placemill.place.Place;
import dev.placemill.place.PlaceReading;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One row, from what it says to the item that the API would give.
///
/// @param wanted the attributes to fill
record RowWork(PlaceEnricher enricher, Set<Attribute> wanted, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(RowWork.class);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /// Of a row that is no place.
  byte[] unreadable(ListedPlace row, String code, String message) {
    return ItemJson.failed(row.placeId(), new Failure(code, message), null, 1, clock.instant());
  }

  /// Of a place among those it is worked with. A place that meets a bug fails alone.
  byte[] item(ListedPlace row, PlaceReading reading, Seat seat) {
    return switch (reading) {
      case PlaceReading.Unreadable(String code, String reason) -> unreadable(row, code, reason);
      case PlaceReading.ReadablePlace(var place) -> {
        try {
          yield item(row, place, seat);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        } catch (OutOfMemoryError e) {
          throw e;
        } catch (RuntimeException | Error e) {
          LOG.error("place {} could not be enriched", row.placeId(), e);
          yield ItemJson.failed(
              row.placeId(),
              new Failure(
                  FailureCode.INTERNAL_ERROR,
                  "Something went wrong on a machine of this run; its log tells more."),
              null,
              1,
              clock.instant());
        }
      }
    };
  }

  private byte[] item(ListedPlace row, Place place, Seat seat) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      switch (enricher.enrich(place, wanted, seat, clock.instant().plus(TIMEOUT))) {
        case EnrichmentOutcome.Enriched(EnrichedPlace enriched) -> {
          return ItemJson.completed(row.placeId(), enriched, attempt, clock.instant());
        }
        case EnrichmentOutcome.TryLater(String reason, Duration after, EnrichedPlace soFar) -> {
          if (attempt == MOST_ATTEMPTS) {
            var failure =
                new Failure(
                    FailureCode.SOURCE_UNAVAILABLE,
                    "Gave up after %d attempts: %s".formatted(attempt, reason));
            return ItemJson.failed(row.placeId(), failure, soFar, attempt, clock.instant());
          }
          Thread.sleep(after.compareTo(LONGEST_WAIT) < 0 ? after : LONGEST_WAIT);
        }
      }
    }
  }
}
