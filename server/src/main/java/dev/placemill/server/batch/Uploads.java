package dev.placemill.server.batch;

import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.webhook.TargetRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Creates batches from lists, and tells what would become of a list or of a JSON document.
final class Uploads {
  static final String DRY_RUN = "dry_run";

  private final BatchStore batches;
  private final BatchLimits usual;
  private final TargetRules targets;
  private final DryRuns dryRuns;

  Uploads(BatchStore batches, BatchLimits limits, TargetRules targets, DryRuns dryRuns) {
    this.batches = batches;
    this.usual = limits;
    this.targets = targets;
    this.dryRuns = dryRuns;
  }

  /// Makes batches of a list.
  ///
  /// @param route what an idempotency key holds for
  Response create(Request request, Caller caller, UploadForm form, String route) {
    BatchLimits limits = usual.of(caller);
    UploadOptions options = UploadOptions.of(request, limits, targets);
    byte[] body = request.bytes();
    String what = "%s %s %s".formatted(route, form.described(), options.text());
    var key = IdempotencyKey.find(request, what, body);
    Upload upload = Upload.of(form, body, options, limits.maxPlaces());
    Answer answer =
        batches.submitAll(
            caller.orgId(),
            upload.batches(),
            key,
            (first, all) -> UploadJson.taken(upload, first, all));
    return BatchRoutes.accepted(answer)
        .with("Location", "/%s%s/%s".formatted(caller.org(), route, answer.batch()));
  }

  /// Says what would become of a body, and does nothing.
  ///
  /// @param form of a list, or null for a JSON document
  Response look(Request request, Caller caller, @Nullable UploadForm form) {
    BatchLimits limits = usual.of(caller);
    byte[] body = form == null ? request.jsonBody() : request.bytes();
    byte[] json =
        form == null ? lookAtDocument(limits, body) : lookAtList(limits, request, form, body);
    return Response.json(200, out -> out.write(json));
  }

  private byte[] lookAtList(BatchLimits limits, Request request, UploadForm form, byte[] body) {
    UploadOptions options = UploadOptions.of(request, limits, targets);
    DryRun run = dryRuns.begin(options.batch(), options.skipsRefused(), limits.maxPlaces());
    try (UploadedList list = Upload.open(form, body)) {
      list.forEachRemaining(run::add);
      return UploadJson.looked(run.outcome(), list.table());
    }
  }

  private byte[] lookAtDocument(BatchLimits limits, byte[] body) {
    Map<Integer, List<PlaceFault>> misfits = new HashMap<>();
    Submission submission =
        SubmissionReader.look(
            body,
            limits,
            targets,
            (place, fault) -> misfits.computeIfAbsent(place, _ -> new ArrayList<>()).add(fault));
    DryRun run = dryRuns.begin(submission, false, limits.maxPlaces());
    int good = 0;
    for (int place = 0; place < submission.places().size() + misfits.size(); place++) {
      var spot = new DryRun.Spot(place + 1, null, "#/places/" + place);
      List<PlaceFault> faults = misfits.get(place);
      if (faults == null) {
        run.add(spot, submission.places().get(good));
        good++;
      } else {
        faults.forEach(fault -> run.add(spot, fault));
        run.addRefused();
      }
    }
    return UploadJson.looked(run.outcome(), null);
  }
}
