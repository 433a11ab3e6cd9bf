package dev.placemill.server.result;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.Confidence;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.server.batch.Cursor;
import dev.placemill.server.batch.PlaceStatus;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.table.CsvDialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client asks for: which results, in which form, from where on.
///
/// @param from the position of the first place to look at
/// @param limit the most places of one page, or null for all at once
record ResultQuery(
    ResultFormat format,
    CsvDialect dialect,
    ResultFilter filter,
    int from,
    @Nullable Integer limit) {
  private static final int LARGEST_PAGE = 1_000;

  private static final String FORMAT = "format";
  private static final String DIALECT = "csv";
  private static final String STATUS = "status";
  private static final String ATTRIBUTE = "attribute";
  private static final String ATTRIBUTE_STATUS = "attribute_status";
  private static final String MIN_CONFIDENCE = "min_confidence";
  private static final String UPDATED_SINCE = "updated_since";
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final List<String> KEPT_FOR_NEXT_PAGE =
      List.of(
          FORMAT,
          DIALECT,
          STATUS,
          ATTRIBUTE,
          ATTRIBUTE_STATUS,
          MIN_CONFIDENCE,
          UPDATED_SINCE,
          LIMIT);

  /// @throws ApiException for every value that is none of the possible ones
  static ResultQuery of(Request request) {
    if (request.findQuery("offset").isPresent()) {
      throw wrong("offset is not known here; page with limit and after");
    }
    ResultFormat format =
        request
            .findQuery(FORMAT)
            .map(word ->
                ResultFormat.findByWireName(word)
                    .orElseThrow(() -> unknown(FORMAT, word, ResultFormat.wireNames())))
            .orElseGet(() -> ResultFormat.ofMediaType(request.accepted()));
    return new ResultQuery(
        format,
        dialect(request, format),
        filter(request),
        request.findQuery(AFTER).map(Cursor::position).orElse(0),
        request.findWholeNumber(LIMIT, 1, LARGEST_PAGE).orElse(null));
  }

  private static CsvDialect dialect(Request request, ResultFormat format) {
    Optional<String> word = request.findQuery(DIALECT);
    if (word.isPresent() && format != ResultFormat.CSV) {
      throw wrong(
          "csv says how CSV is written, and what is asked for is %s".formatted(format.wireName()));
    }
    return word.map(name ->
            CsvDialect.findByWireName(name)
                .orElseThrow(() -> unknown(DIALECT, name, CsvDialect.wireNames())))
        .orElse(CsvDialect.RFC4180);
  }

  private static ResultFilter filter(Request request) {
    return new ResultFilter(
        words(request, STATUS, PlaceStatus.values(), PlaceStatus::wireName),
        attributes(request),
        words(request, ATTRIBUTE_STATUS, AttributeStatus.values(), AttributeStatus::wireName),
        confidence(request),
        request.findQuery(UPDATED_SINCE).map(ResultQuery::time).orElse(null));
  }

  private static @Nullable Confidence confidence(Request request) {
    Set<Confidence> words = words(request, MIN_CONFIDENCE, Confidence.values(), Confidence::name);
    if (words.size() > 1) {
      throw wrong("min_confidence must be one word");
    }
    return words.stream().findFirst().orElse(null);
  }

  private static Set<Attribute> attributes(Request request) {
    return list(request, ATTRIBUTE).stream()
        .map(name ->
            Attribute.findByWireName(name)
                .orElseThrow(() -> unknown(ATTRIBUTE, name, AttributeKeys.wireNames())))
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

  private static ApiException unknown(String parameter, String word, List<String> possible) {
    return wrong(
        "%s must be of %s, was \"%s\"".formatted(parameter, String.join(", ", possible), word));
  }

  private static ApiException wrong(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }

  /// The query of the page after this one.
  ///
  /// @param next the position it begins at
  static String ofNextPage(Request request, int next) {
    var query = new StringBuilder("?" + AFTER + "=" + Cursor.of(next));
    for (String parameter : KEPT_FOR_NEXT_PAGE) {
      for (String value : request.queries(parameter)) {
        query
            .append('&')
            .append(parameter)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }
}
