package dev.placemill.server.worker;

import dev.placemill.enricher.EnrichedPlace;
import dev.placemill.enricher.EnrichmentOutcome;
import dev.placemill.enricher.FailureCode;
import dev.placemill.enricher.ItemJson;
import dev.placemill.enricher.ItemJson.Failure;
import dev.placemill.enricher.PlaceEnricher;
import dev.placemill.enricher.SentTogether;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.server.batch.BatchWork.EndedPlace;
import dev.placemill.server.batch.BatchWork.PendingPlace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt at one place: from what the client sent to the JSON the client will read.
final class PlaceWork {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceWork.class);

  private static final Failure INTERNAL_ERROR =
      new Failure(
          FailureCode.INTERNAL_ERROR, "Something went wrong on this server; its log tells more.");

  /// How an attempt went.
  sealed interface Attempt {
    /// The place has ended. Its JSON is made when it is asked for, by the thread of its slice:
    /// hundreds of places may end at one moment, and requests must not wait until all are written.
    record Ended(Supplier<EndedPlace> place) implements Attempt {}

    /// The place is to be tried again.
    ///
    /// @param because what it waits for, in words for people
    record Again(Duration delay, String because) implements Attempt {}
  }

  private final PlaceEnricher enricher;
  private final RetryPolicy retries;
  private final Duration timeout;
  private final Clock clock;

  PlaceWork(PlaceEnricher enricher, RetryPolicy retries, Duration timeout, Clock clock) {
    this.enricher = enricher;
    this.retries = retries;
    this.timeout = timeout;
    this.clock = clock;
  }

  /// Tries a place.
  ///
  /// @param together the places of its batch
  /// @param attempts how often it has been tried, this time included
  Attempt attempt(PendingPlace pending, SentTogether together, int attempts) {
    return switch (PlaceReader.read(pending.place().inputs())) {
      case PlaceReading.Unreadable(String code, String reason) ->
          failed(pending, new Failure(code, reason), null, attempts);
      case PlaceReading.ReadablePlace(var place) -> {
        try {
          yield after(
              enricher.enrich(
                  place,
                  pending.wanted(),
                  together.seat(pending.position()),
                  clock.instant().plus(timeout)),
              pending,
              attempts);
        } catch (RuntimeException | Error e) {
          // The edge around one place: a bug met by one must not take the others with it.
          LOG.error("place {} could not be enriched", pending.place().placeId(), e);
          yield againOrFailed(
              pending,
              "an error on this server, whose log tells more",
              INTERNAL_ERROR,
              Duration.ZERO,
              null,
              attempts);
        }
      }
    };
  }

  private Attempt after(EnrichmentOutcome outcome, PendingPlace pending, int attempts) {
    return switch (outcome) {
      case EnrichmentOutcome.Enriched(EnrichedPlace place) -> {
        Instant now = clock.instant();
        yield new Attempt.Ended(() -> completed(pending, place, attempts, now));
      }
      case EnrichmentOutcome.TryLater(String reason, Duration asked, EnrichedPlace soFar) ->
          againOrFailed(
              pending,
              reason,
              new Failure(
                  FailureCode.SOURCE_UNAVAILABLE,
                  "Gave up after %d attempts: %s".formatted(attempts, reason)),
              asked,
              soFar,
              attempts);
    };
  }

  private static EndedPlace completed(
      PendingPlace pending, EnrichedPlace place, int attempts, Instant now) {
    String id = pending.place().placeId();
    try {
      return new EndedPlace(pending.position(), true, ItemJson.completed(id, place, attempts, now));
    } catch (RuntimeException | Error e) {
      LOG.error("the result of place {} could not be written", id, e);
      return new EndedPlace(
          pending.position(), false, ItemJson.failed(id, INTERNAL_ERROR, null, attempts, now));
    }
  }

  private Attempt againOrFailed(
      PendingPlace pending,
      String because,
      Failure failure,
      Duration asked,
      @Nullable EnrichedPlace soFar,
      int attempts) {
    Optional<Duration> delay = retries.delayAfter(attempts, asked);
    return delay.isPresent()
        ? new Attempt.Again(delay.get(), because)
        : failed(pending, failure, soFar, attempts);
  }

  private Attempt failed(
      PendingPlace pending, Failure failure, @Nullable EnrichedPlace soFar, int attempts) {
    String id = pending.place().placeId();
    byte[] json = ItemJson.failed(id, failure, soFar, attempts, clock.instant());
    return new Attempt.Ended(() -> new EndedPlace(pending.position(), false, json));
  }

  /// How long the sources may take over one place.
  Duration timeout() {
    return timeout;
  }

  /// The attempt took longer than the sources may take, and was cut off.
  Attempt tooLate(PendingPlace pending, int attempts) {
    String because = "the sources did not answer within %d s".formatted(timeout.toSeconds());
    return againOrFailed(
        pending,
        because,
        new Failure(
            FailureCode.SOURCE_UNAVAILABLE,
            "Gave up after %d attempts: %s.".formatted(attempts, because)),
        Duration.ZERO,
        null,
        attempts);
  }

  /// A place that brought down every node that tried it.
  EndedPlace crashed(PendingPlace pending, int attempts) {
    return new EndedPlace(
        pending.position(),
        false,
        ItemJson.failed(
            pending.place().placeId(),
            new Failure(
                FailureCode.CRASHED,
                "Each time this place was tried the server stopped; it is not tried again."),
            null,
            attempts,
            clock.instant()));
  }
}
