package dev.placemill.server.batch;

import dev.placemill.attribute.AttributeKeys;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.EntityTags;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's question how a batch is.
///
/// @param range which of its places are shown, in the guide's words
/// @param known what the client knows already
/// @param words it chose, or null for those in which the batch was made
/// @param attributes whose status place by place it wants, in the newer words
record Poll(
    long orgId,
    String id,
    BatchStore.Range range,
    EntityTags known,
    @Nullable Vocabulary words,
    List<String> attributes) {

  static Poll read(Request request, long orgId, String id, BatchLimits limits) {
    Optional<Integer> offset = request.findWholeNumber("offset", 0, Integer.MAX_VALUE);
    Optional<Integer> after = request.findQuery("after").map(Cursor::position);
    if (offset.isPresent() && after.isPresent()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER, "after and offset exclude each other; give one of them.");
    }
    var range =
        new BatchStore.Range(
            after.or(() -> offset).orElse(0),
            request.findWholeNumber("limit", 0, limits.maxPlaces()).orElse(limits.page()));
    return new Poll(
        orgId,
        id,
        range,
        EntityTags.of(request),
        Vocabulary.find(request).orElse(null),
        request.findQuery("enrichments").map(Poll::attributes).orElse(List.of()));
  }

  private static List<String> attributes(String listed) {
    List<String> names =
        Arrays.stream(listed.split(",", -1)).map(String::strip).distinct().toList();
    for (String name : names) {
      if (AttributeKeys.find(name).isEmpty()) {
        throw new ApiException(
            ErrorCode.INVALID_PARAMETER,
            "enrichments must name attributes, with commas between; \"%s\" is none of %s."
                .formatted(name, String.join(", ", AttributeKeys.wireNames())));
      }
    }
    return names;
  }

  boolean isInNewerWords(BatchView batch) {
    return (words == null ? batch.terms().words() : words) == Vocabulary.JOBS;
  }

  private String tag(BatchView batch) {
    return batch.tag(
        isInNewerWords(batch)
            ? "jobs-%x".formatted(attributes.hashCode())
            : "%d-%d".formatted(range.offset(), range.limit()));
  }

  boolean knows(BatchView batch) {
    return known.have(tag(batch));
  }

  Response unchanged(BatchView batch) {
    return tagged(new Response(304, Map.of(), _ -> {}), batch);
  }

  /// With what makes the next poll cheap, and says when it makes sense.
  Response tagged(Response response, BatchView batch) {
    Response tagged = response.with("ETag", tag(batch)).with("Cache-Control", "no-cache, private");
    return batch.hasEnded()
        ? tagged
        : tagged.with("Retry-After", Long.toString(batch.secondsToNextPoll()));
  }
}
