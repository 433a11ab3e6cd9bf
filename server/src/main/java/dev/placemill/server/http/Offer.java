package dev.placemill.server.http;

import java.util.List;
import java.util.Locale;
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

  private static final int EXACT = 3;
  private static final int TYPE = 2;
  private static final int ANYTHING = 1;
  private static final int NOT_AT_ALL = 0;

  public Offer {
    mediaTypes = List.copyOf(mediaTypes);
  }

  public static Offer of(String... mediaTypes) {
    return new Offer(List.of(mediaTypes));
  }

  /// A part of the header `Accept`: `text/*;q=0.5`.
  private record Wish(String range, double weight) {
    static Wish of(String text) {
      String[] parts = text.split(";", -1);
      double weight = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
        if (parameter.startsWith("q=")) {
          weight = weight(parameter.substring(2));
        }
      }
      return new Wish(parts[0].strip().toLowerCase(Locale.ROOT), weight);
    }

    private static double weight(String text) {
      try {
        return Math.clamp(Double.parseDouble(text), 0, 1);
      } catch (NumberFormatException _) {
        return 1;
      }
    }

    /// How precisely it names a media type.
    int precision(String mediaType) {
      if (range.equals(mediaType)) {
        return EXACT;
      }
      if (range.equals("*/*")) {
        return ANYTHING;
      }
      return range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1))
          ? TYPE
          : NOT_AT_ALL;
    }
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
    List<Wish> wishes = List.of(header.split(",", -1)).stream().map(Wish::of).toList();
    String best = null;
    double most = 0;
    for (String mediaType : mediaTypes) {
      double weight = weight(mediaType, wishes);
      if (weight > most) {
        best = mediaType;
        most = weight;
      }
    }
    if (best == null) {
      throw new ApiException(
          ErrorCode.NOT_ACCEPTABLE,
          "This answers in %s; the header Accept asks for \"%s\"."
              .formatted(String.join(", ", mediaTypes), header));
    }
    return Optional.of(best);
  }

  /// By the wish that names it most precisely.
  private static double weight(String mediaType, List<Wish> wishes) {
    int most = NOT_AT_ALL;
    double weight = 0;
    for (Wish wish : wishes) {
      int precision = wish.precision(mediaType);
      if (precision > most) {
        most = precision;
        weight = wish.weight;
      }
    }
    return weight;
  }
}
