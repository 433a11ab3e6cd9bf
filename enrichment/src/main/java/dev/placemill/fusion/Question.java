package dev.placemill.fusion;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything there is to say about one attribute of one place.
///
/// @param claim what the client said of it, or null
/// @param observations what the sources said of it
/// @param notAsked why sources that may know could not be asked, one sentence part each
/// @param inVain what a search of the web said that found nothing of a place nobody else knows
///   either, or null
public record Question(
    Attribute attribute,
    @Nullable Claim claim,
    List<Observation> observations,
    List<String> notAsked,
    @Nullable String inVain) {
  public Question {
    observations =
        observations.isEmpty()
            ? List.of()
            : observations.stream()
                .filter(observation -> observation.attribute() == attribute)
                .toList();
    notAsked = List.copyOf(notAsked);
  }

  /// Where no search of the web was made in vain.
  public Question(
      Attribute attribute,
      @Nullable Claim claim,
      List<Observation> observations,
      List<String> notAsked) {
    this(attribute, claim, observations, notAsked, null);
  }
}
