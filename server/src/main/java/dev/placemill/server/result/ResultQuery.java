package dev.placemill.server.result;

import dev.placemill.server.batch.Cursor;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Request;
import dev.placemill.table.CsvDialect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final List<String> KEPT_FOR_NEXT_PAGE =
      Stream.concat(Stream.of(FORMAT, DIALECT, LIMIT), FilterQuery.PARAMETERS.stream()).toList();

  /// @throws ApiException for every value that is none of the possible ones
  static ResultQuery of(Request request) {
    if (request.findQuery("offset").isPresent()) {
      throw FilterQuery.wrong("offset is not known here; page with limit and after");
    }
    ResultFormat format =
        request
            .findQuery(FORMAT)
            .map(word ->
                ResultFormat.findByWireName(word)
                    .orElseThrow(() -> FilterQuery.unknown(FORMAT, word, ResultFormat.wireNames())))
            .orElseGet(() -> ResultFormat.ofMediaType(request.accepted()));
    return new ResultQuery(
        format,
        dialect(request, format),
        FilterQuery.read(request),
        request.findQuery(AFTER).map(Cursor::position).orElse(0),
        request.findWholeNumber(LIMIT, 1, LARGEST_PAGE).orElse(null));
  }

  private static CsvDialect dialect(Request request, ResultFormat format) {
    Optional<String> word = request.findQuery(DIALECT);
    if (word.isPresent() && format != ResultFormat.CSV) {
      throw FilterQuery.wrong(
          "csv says how CSV is written, and what is asked for is %s".formatted(format.wireName()));
    }
    return word.map(name ->
            CsvDialect.findByWireName(name)
                .orElseThrow(() -> FilterQuery.unknown(DIALECT, name, CsvDialect.wireNames())))
        .orElse(CsvDialect.RFC4180);
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
