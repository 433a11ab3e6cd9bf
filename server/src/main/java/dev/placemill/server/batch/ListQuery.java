package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which batches of the list a client asks for, and in which order.
///
/// @param statuses one of which a batch has; none for any
/// @param name what its name contains, whatever the case; null for any
/// @param descending whether the largest, latest or last by name come first
record ListQuery(Set<BatchStatus> statuses, @Nullable String name, Order by, boolean descending) {
  private static final String STATUS = "status";
  private static final String SORT = "sort";
  private static final String DOWN = "-";

  /// What a list can be ordered by. The newest of those that are alike come first.
  enum Order {
    // An id begins with the time its batch was made.
    CREATED_AT("batch_id"),
    UPDATED_AT("updated_at"),
    NAME("lower(name)"),
    TOTAL_COUNT("total"),
    COMPLETED_COUNT("completed"),
    FAILED_COUNT("failed");

    private final String expression;

    Order(String expression) {
      this.expression = expression;
    }

    /// In the columns of [BatchViews].
    String expression() {
      return expression;
    }

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ListQuery of(Request request) {
    String name = request.findQuery("name").filter(text -> !text.isBlank()).orElse(null);
    String sort = request.findQuery(SORT).orElse(DOWN + Order.CREATED_AT.wireName());
    boolean descending = sort.startsWith(DOWN);
    String word = descending ? sort.substring(DOWN.length()) : sort;
    Order by =
        Arrays.stream(Order.values())
            .filter(order -> order.wireName().equals(word))
            .findFirst()
            .orElseThrow(() -> unknown(SORT, sort, sorts()));
    return new ListQuery(statuses(request), name, by, descending);
  }

  /// Whether it is what is listed without being asked for.
  boolean isUsual() {
    return statuses.isEmpty() && name == null && by == Order.CREATED_AT && descending;
  }

  private static List<String> sorts() {
    return Arrays.stream(Order.values())
        .flatMap(order -> Stream.of(order.wireName(), DOWN + order.wireName()))
        .toList();
  }

  /// Given several times, or with commas between its words, it is one list.
  private static Set<BatchStatus> statuses(Request request) {
    List<String> words = new ArrayList<>();
    request.queries(STATUS).forEach(text -> words.addAll(List.of(text.split(",", -1))));
    return words.stream()
        .map(word ->
            Arrays.stream(BatchStatus.values())
                .filter(status -> status.wireName().equals(word.strip()))
                .findFirst()
                .orElseThrow(() ->
                    unknown(
                        STATUS,
                        word,
                        Arrays.stream(BatchStatus.values()).map(BatchStatus::wireName).toList())))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(BatchStatus.class)));
  }

  private static ApiException unknown(String parameter, String word, List<String> possible) {
    return new ApiException(
        ErrorCode.INVALID_PARAMETER,
        "%s must be of %s, was \"%s\".".formatted(parameter, String.join(", ", possible), word));
  }
}
