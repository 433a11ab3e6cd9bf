package dev.placemill.server.batch;

import dev.placemill.server.batch.IdempotencyKeys.Answer;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.KeptBody;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.webhook.TargetRules;
import dev.placemill.table.ListSource;
import dev.placemill.table.UnusableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    UploadOptions options = UploadOptions.of(request, caller, usual, targets);
    try (KeptBody body = request.list()) {
      return create(request, caller, form, route, options, source(body));
    }
  }

  private static ListSource source(KeptBody body) {
    return new ListSource("The body", body.size(), body::open);
  }

  private Response create(
      Request request,
      Caller caller,
      UploadForm form,
      String route,
      UploadOptions options,
      ListSource body) {
    String what = "%s %s %s".formatted(route, form.described(), options.text());
    var key = IdempotencyKey.find(request, what, body);
    Upload upload = Upload.of(form, body, options);
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
    byte[] json =
        form == null
            ? lookAtDocument(usual.of(caller), request.jsonBody())
            : lookAtList(request, caller, form);
    return Response.json(200, out -> out.write(json));
  }

  private byte[] lookAtList(Request request, Caller caller, UploadForm form) {
    UploadOptions options = UploadOptions.of(request, caller, usual, targets);
    DryRun run = dryRuns.begin(options.batch(), options.skips(), options.maxPlaces());
    try (KeptBody body = request.list();
        UploadedList list = UploadedList.look(form, source(body), options.first())) {
      UploadedList.Table table = list.table();
      if (table == null || table.missing().isEmpty()) {
        list.forEachRemaining(run::add);
      } else {
        list.forEachRemaining(run::addUnusable);
      }
      return UploadJson.looked(run.outcome(), list.table());
    } catch (UnusableList e) {
      throw Upload.unusable(e);
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
    DryRun run = dryRuns.begin(submission, Set.of(), limits.maxPlaces());
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
