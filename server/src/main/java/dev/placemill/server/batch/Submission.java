package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.server.queue.Priority;
import dev.placemill.server.webhook.Callback;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A batch as a client asks for it; everything about it has been checked.
///
/// @param places each the client's own JSON, as [SubmittedPlace] reads it
/// @param timeLimit shorter than the server's own limit, or null for that
/// @param wanted the attributes to fill where a place does not say itself, or null for all
/// @param callback where to tell of its end, or null
/// @param terms what only the newer API knows
public record Submission(
    String name,
    List<byte[]> places,
    Priority priority,
    @Nullable Duration timeLimit,
    @Nullable Set<Attribute> wanted,
    @Nullable Callback callback,
    Terms terms) {

  /// What a client of the newer API may say of a batch beyond the guide.
  ///
  /// @param words the words of whoever made it
  /// @param alone whether it is one job that was sent by itself, which no list of batches shows
  /// @param batch the batch to append to, or the client's own id for a new one; null for neither
  /// @param kickOff whether to work it now, as against store it
  /// @param refresh whether to work it anew every month
  public record Terms(
      Vocabulary words, boolean alone, @Nullable String batch, boolean kickOff, boolean refresh) {
    public static final Terms OF_THE_GUIDE = new Terms(Vocabulary.PLACES, false, null, true, false);

    /// Of a job that is sent by itself.
    public static final Terms OF_ONE_JOB = new Terms(Vocabulary.JOBS, true, null, true, false);
  }

  public Submission {
    places = List.copyOf(places);
  }

  /// The same of other places.
  Submission with(String newName, List<byte[]> newPlaces) {
    return new Submission(newName, newPlaces, priority, timeLimit, wanted, callback, terms);
  }

  /// What a batch that is made of it asks for, or null for all: the newer API asks for its core set
  /// where a client does not say.
  @Nullable Set<Attribute> wantedAtFirst() {
    return wanted == null && terms.words() == Vocabulary.JOBS
        ? AttributeSet.CORE.attributes()
        : wanted;
  }
}
