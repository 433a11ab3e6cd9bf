package dev.placemill.server.http;

import java.util.List;
import java.util.Optional;

/// The media types in which a route answers; the first is for a client that does not mind.
///
/// @param mediaTypes none where the answer is always the same and is sent whatever is asked for, as
///   health checks want it, or where there is no body at all
public record Offer(List<String> mediaTypes) {
  /// What a route offers that does not say otherwise.
  public static final Offer JSON = of("application/json");

  /// Nothing to choose from.
  public static final Offer WITHOUT_CHOICE = new Offer(List.of());

  public Offer {
    mediaTypes = List.copyOf(mediaTypes);
  }

  public static Offer of(String... mediaTypes) {
    return new Offer(List.of(mediaTypes));
  }

  /// The media type to answer in; empty where there is nothing to choose from.
  ///
  /// @param accept the header, or empty when the client sent none
  Optional<String> findChoice(Optional<String> accept) {
    if (mediaTypes.isEmpty()) {
      return Optional.empty();
    }
    String header = accept.orElse("").strip();
    if (header.isEmpty()) {
      return Optional.of(mediaTypes.getFirst());
    }
    return Optional.of(
        Wish.findBest(mediaTypes, header)
            .orElseThrow(() ->
                new ApiException(
                    ErrorCode.NOT_ACCEPTABLE,
                    "This answers in %s; the header Accept asks for \"%s\"."
                        .formatted(String.join(", ", mediaTypes), header))));
  }
}
