package dev.placemill.server.batch;

import dev.placemill.attribute.AttributeSet;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import dev.placemill.server.batch.PlaceCheck.Checked;
import dev.placemill.server.http.Faults;
import dev.placemill.server.queue.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the body of a request about one place: the place is the document. What cannot be worked
/// refuses it, since there are no others that would suffer from that.
final class JobReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JobReader() {}

  static SingleJobs.Asked read(byte[] body, Priority priority) {
    var document = new JsonBody(body);
    var check = new PlaceCheck(_ -> "#", Vocabulary.JOBS);
    Checked checked =
        document.read(json -> {
          JsonBody.expectObject(json.nextToken());
          return check.read(document, json, 0);
        });
    var faults = new Faults();
    checked.faults().forEach(fault -> faults.add("#" + fault.below(), fault.detail()));
    return asked(checked.json(), faults, priority);
  }

  private static SingleJobs.Asked asked(byte @Nullable [] json, Faults faults, Priority priority) {
    faults.refuse();
    if (json == null) {
      throw new IllegalStateException("a place without faults has no JSON");
    }
    SubmittedPlace place = SubmittedPlace.of(json);
    if (PlaceReader.read(place.inputs()) instanceof PlaceReading.Unreadable(_, String reason)) {
      faults.add("#/inputs", reason);
      faults.refuse();
    }
    JsonNode refresh = MAPPER.readTree(json).path("refresh");
    var submission =
        new Submission(
            "Job %s".formatted(place.placeId()),
            List.of(json),
            priority,
            null,
            null,
            null,
            Submission.Terms.OF_ONE_JOB);
    return new SingleJobs.Asked(
        submission,
        place.placeId(),
        place.inputs(),
        place.wanted() == null ? AttributeSet.CORE.attributes() : place.wanted(),
        refresh.asBoolean(false));
  }
}
