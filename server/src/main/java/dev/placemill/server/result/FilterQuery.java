package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.PlaceStatus;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads which places of a batch a request is about, in the words that every route knows which is
/// about some of them.
final class FilterQuery {
  private static final String STATUS = "status";
  private static final String ATTRIBUTE = "attribute";
  private static final String ATTRIBUTE_STATUS = "attribute_status";
  private static final String CONFIDENCE = "confidence";
  private static final String DECIDED = "decided";
  private static final String MIN_CONFIDENCE = "min_confidence";
  private static final String SEARCH = "search";
  private static final String UPDATED_SINCE = "updated_since";
  private static final String VALUE = "value";
  private static final String ERROR_CODE = "error_code";
  private static final String DUPLICATE = "duplicate";
  private static final String MIN_DISTANCE = "min_distance";

  static final List<String> PARAMETERS =
      List.of(
          STATUS,
          ATTRIBUTE,
          ATTRIBUTE_STATUS,
          CONFIDENCE,
          MIN_CONFIDENCE,
          DECIDED,
          VALUE,
          ERROR_CODE,
          DUPLICATE,
          MIN_DISTANCE,
          SEARCH,
          UPDATED_SINCE);

  private FilterQuery() {}

  /// @throws ApiException for every value that is none of the possible ones
  static ResultFilter read(Request request) {
    return new ResultFilter(
        words(request, STATUS, PlaceStatus.values(), PlaceStatus::wireName),
        Set.copyOf(list(request, ERROR_CODE)),
        flag(request, DUPLICATE),
        request.findQuery(MIN_DISTANCE).map(FilterQuery::metres).orElse(null),
        text(request, SEARCH),
        request.findQuery(UPDATED_SINCE).map(FilterQuery::time).orElse(null),
        new AttributeFilter(
            attributes(request, ATTRIBUTE),
            words(request, ATTRIBUTE_STATUS, AttributeStatus.values(), AttributeStatus::wireName),
            words(request, CONFIDENCE, Confidence.values(), Confidence::name),
            leastConfidence(request),
            flag(request, DECIDED),
            text(request, VALUE)));
  }

  private static @Nullable Boolean flag(Request request, String parameter) {
    return request.findQuery(parameter).map(_ -> request.says(parameter)).orElse(null);
  }

  private static @Nullable String text(Request request, String parameter) {
    return request
        .findQuery(parameter)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElse(null);
  }

  private static double metres(String text) {
    try {
      double metres = Double.parseDouble(text);
      if (metres >= 0 && Double.isFinite(metres)) {
        return metres;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw wrong("min_distance must be a number of metres, was \"%s\"".formatted(text));
  }

  private static @Nullable Confidence leastConfidence(Request request) {
    Set<Confidence> words = words(request, MIN_CONFIDENCE, Confidence.values(), Confidence::name);
    if (words.size() > 1) {
      throw wrong("min_confidence must be one word");
    }
    return words.stream().findFirst().orElse(null);
  }

  /// The attributes that a parameter names, in the order it names them.
  static Set<Attribute> attributes(Request request, String parameter) {
    return list(request, parameter).stream()
        .map(name ->
            Attribute.findByWireName(name)
                .orElseThrow(() -> unknown(parameter, name, AttributeKeys.wireNames())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <E> Set<E> words(
      Request request, String parameter, E[] all, Function<E, String> wireName) {
    return list(request, parameter).stream()
        .map(word ->
            Arrays.stream(all)
                .filter(one -> wireName.apply(one).equals(word))
                .findFirst()
                .orElseThrow(
                    () -> unknown(parameter, word, Arrays.stream(all).map(wireName).toList())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Given several times, or with commas between its words, it is one list.
  private static List<String> list(Request request, String parameter) {
    return request.queries(parameter).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      throw wrong(
          "updated_since must be a time as in 2026-11-26T10:00:00Z, was \"%s\"".formatted(text));
    }
  }

  static ApiException unknown(String parameter, String word, List<String> possible) {
    return wrong(
        "%s must be of %s, was \"%s\"".formatted(parameter, String.join(", ", possible), word));
  }

  static ApiException wrong(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
