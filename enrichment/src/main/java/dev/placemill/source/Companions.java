package dev.placemill.source;

import dev.placemill.place.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The places that were sent together with the one asked about. What is said of them is the same
/// whichever node asks and in whatever order.
public interface Companions {
  /// Those of a place that was sent alone.
  Companions NONE = new NoCompanions();

  /// A name for all that was sent together, the same for each of the places and on every node, so
  /// that a budget can be counted by it; empty for a place sent alone.
  Optional<String> findBatch();

  /// Under which id the client knows the place asked about; empty for a place sent alone.
  Optional<String> findPlaceId();

  /// Where the place asked about stands among all that were sent, from 0.
  int position();

  /// The same question about each companion that may claim what the place asked about does. That
  /// place and those that are the same place are not among them.
  ///
  /// @param topic tells the overview apart from what else is remembered
  /// @param overview made once of all places that were sent together and repeat no other
  /// @param mayClaim the numbers, in the list the overview was made of, of those that are worth the
  ///   question
  <T> List<Inquiry> rivals(
      Class<T> topic, Function<List<Place>, T> overview, Function<T, IntStream> mayClaim);

  /// Does something for the place asked about once, and remembers what came of it for as long as
  /// the batch is in work on this node.
  ///
  /// @param topic tells what is remembered apart; the same topic always has the same type
  <T> T once(Class<T> topic, Supplier<T> work);
}
