package dev.placemill.server.batch;

import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Fault;
import dev.placemill.server.http.Faults;
import dev.placemill.server.http.Request;
import dev.placemill.server.webhook.TargetRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a request says in its query of a list that is its body: what stands beside `places` in a
/// JSON document, and what to do with places that cannot be taken.
///
/// @param batch as it is to be submitted, without places
/// @param named whether the client gave it a name
/// @param skips for which causes places that cannot be taken are passed over; for others they
///   refuse all
/// @param maxPlaces how many places one of the batches holds at most
/// @param first how many rows of the list are read at most, or null for all
/// @param text all of it as one text, equal for equal options
record UploadOptions(
    Submission batch,
    boolean named,
    Set<Cause> skips,
    int maxPlaces,
    @Nullable Integer first,
    String text) {
  UploadOptions {
    skips = Set.copyOf(skips);
  }

  private static final String MAX_PLACES = "max_places";
  private static final String FIRST = "first";
  private static final String ON_INVALID = "on_invalid";
  private static final String SKIP = "skip";
  private static final String NAME = "batch_name";
  private static final String SECONDS = "time_limit_seconds";

  /// @throws ApiException when anything is not as it may be
  static UploadOptions of(Request request, Caller caller, BatchLimits usual, TargetRules targets) {
    BatchLimits limits = usual.of(caller);
    ObjectNode said = JsonMapper.shared().createObjectNode();
    for (String name : List.of(NAME, WantedReader.ATTRIBUTE_SET, "priority", CallbackReader.URL)) {
      request.findQuery(name).ifPresent(value -> said.put(name, value));
    }
    request
        .findQuery(SECONDS)
        .ifPresent(value -> {
          if (value.matches("\\d{1,18}")) {
            said.put(SECONDS, Long.parseLong(value));
          } else {
            said.put(SECONDS, value);
          }
        });
    List<String> lists = request.queries(WantedReader.ATTRIBUTES);
    if (!lists.isEmpty()) {
      ArrayNode attributes = said.putArray(WantedReader.ATTRIBUTES);
      lists.stream()
          .flatMap(list -> List.of(list.split(",", -1)).stream())
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .forEach(attributes::add);
    }
    var faults = new Faults();
    byte[] json = JsonMapper.shared().writeValueAsBytes(said);
    Submission batch = SubmissionReader.readOptions(json, limits, targets, faults);
    if (!faults.isEmpty()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          faults.kept().stream().map(UploadOptions::sentence).collect(Collectors.joining(" ")));
    }
    Set<Cause> skips = skips(request);
    int maxPlaces =
        request.findWholeNumber(MAX_PLACES, 1, usual.mostPlaces(caller)).orElse(limits.maxPlaces());
    Integer first = request.findWholeNumber(FIRST, 1, Integer.MAX_VALUE).orElse(null);
    return new UploadOptions(
        batch,
        said.has(NAME),
        skips,
        maxPlaces,
        first,
        "%s %d %s %s".formatted(new TreeSet<>(skips), maxPlaces, first, said));
  }

  /// The pointer leads into a document that the client never saw.
  private static String sentence(Fault fault) {
    return "%s %s.".formatted(fault.pointer().replaceFirst("^#/", ""), fault.detail());
  }

  private static Set<Cause> skips(Request request) {
    String said = request.findQuery(ON_INVALID).orElse("reject");
    return switch (said) {
      case "reject" ->
          request.queries(SKIP).stream()
              .flatMap(list -> List.of(list.split(",", -1)).stream())
              .map(UploadOptions::cause)
              .collect(Collectors.toUnmodifiableSet());
      case "skip" -> Cause.REFUSING;
      default ->
          throw new ApiException(
              ErrorCode.INVALID_PARAMETER,
              "%s must be \"reject\" or \"skip\", was \"%s\".".formatted(ON_INVALID, said));
    };
  }

  private static Cause cause(String code) {
    return Cause.REFUSING.stream()
        .filter(cause -> cause.wireName().equals(code.strip()))
        .findFirst()
        .orElseThrow(() ->
            new ApiException(
                ErrorCode.INVALID_PARAMETER,
                "%s must be one or more of %s, was \"%s\"."
                    .formatted(
                        SKIP,
                        Cause.REFUSING.stream()
                            .sorted()
                            .map(Cause::wireName)
                            .collect(Collectors.joining(", ")),
                        code)));
  }
}
