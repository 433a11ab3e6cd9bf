package dev.placemill.server.result;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.EntityTags;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.review.Decisions;
import java.util.Map;
import org.slf4j.MDC;

/// Answers about the results of a batch, which who has them already does not get again: while
/// neither what was found changes nor what people decided.
record TaggedAnswers(BatchResults results, Decisions decisions) {
  interface Answer {
    Response of(Stored batch, Decisions.Stamp decided);
  }

  /// @param asked everything the request asks for, beside the batch that its path names
  /// @param answer made when the client has none, or another
  Response of(Request request, Caller caller, String asked, Answer answer) {
    Stored batch = results.find(caller.orgId(), request.path("batch_id"));
    MDC.put("batch_id", batch.id());
    Decisions.Stamp decided = decisions.stamp(batch.key());
    String tag = batch.tag(asked + " " + decided);
    Response response =
        EntityTags.of(request).have(tag)
            ? new Response(304, Map.of(), _ -> {})
            : answer.of(batch, decided);
    return response.with("ETag", tag).with("Cache-Control", "no-cache, private");
  }
}
