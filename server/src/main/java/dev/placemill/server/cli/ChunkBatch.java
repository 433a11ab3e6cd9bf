package dev.placemill.server.cli;

import dev.placemill.server.cli.ResumeJournal.Submission;
import dev.placemill.table.PlaceRow;
import dev.placemill.table.RowFault;
import dev.placemill.terminal.RunProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Takes one chunk through the server: submits it, or finds the batch an earlier run submitted,
/// waits for its end and fetches the results.
final class ChunkBatch {
  private static final Set<String> ENDED = Set.of("completed", "partial", "failed");
  private static final Pattern PLACE_POINTER =
      Pattern.compile("#?/(?:places|jobs)/(\\d{1,6})(/.*)?");
  private static final Duration FIRST_POLL = Duration.ofMillis(50);
  private static final Duration SLOWEST_POLL = Duration.ofSeconds(2);
  private static final int PAGE = 200;

  private final ApiClient api;
  private final ResumeJournal journal;
  private final RunProgress progress;
  private final String listName;
  private final List<String> attributes;

  /// @param attributes those to fill, by their wire names; none for all
  ChunkBatch(
      ApiClient api,
      ResumeJournal journal,
      RunProgress progress,
      String listName,
      List<String> attributes) {
    this.api = api;
    this.journal = journal;
    this.progress = progress;
    this.listName = listName;
    this.attributes = attributes;
  }

  /// Ends with a result or a fault for every row of the chunk
  Chunk.Results run(Chunk chunk) throws IOException {
    Submission submission = findStillKnown(chunk).orElse(null);
    if (submission == null) {
      submission = submit(chunk);
      journal.record(chunk.number(), submission);
    }
    Map<String, RowFault> faults = new HashMap<>(submission.refused());
    chunk.rows().stream()
        .filter(row -> row.fault() != null)
        .forEach(row -> faults.put(row.placeId(), row.fault()));
    Map<String, JsonNode> items = new HashMap<>();
    if (!submission.batchId().isEmpty()) {
      awaitEnd(chunk, submission.batchId(), faults.size());
      fetch(submission.batchId(), items);
    }
    for (PlaceRow row : chunk.rows()) {
      if (!items.containsKey(row.placeId())) {
        faults.putIfAbsent(
            row.placeId(), new RowFault("no_result", "the server gave no result for this row"));
      }
    }
    progress.update(chunk.number(), chunk.rows().size(), failed(items, faults));
    return new Chunk.Results(items, faults);
  }

  private static long failed(Map<String, JsonNode> items, Map<String, RowFault> faults) {
    return faults.size()
        + items.values().stream()
            .filter(item -> "failed".equals(item.path("enrichment_status").asString("")))
            .count();
  }

  /// What an earlier run submitted, unless the server has forgotten it since.
  private Optional<Submission> findStillKnown(Chunk chunk) {
    Optional<Submission> earlier = journal.findSubmission(chunk.number());
    if (earlier.isEmpty() || earlier.get().batchId().isEmpty()) {
      return earlier;
    }
    try {
      api.status(earlier.get().batchId());
      return earlier;
    } catch (ApiProblem problem) {
      if (problem.saysGone()) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  /// Submits the rows that can be sent. Rows the server names as faulty are set aside and the rest
  /// is sent again: one bad row must not stop its neighbours.
  private Submission submit(Chunk chunk) {
    Map<String, RowFault> refused = new HashMap<>();
    List<PlaceRow> sendable = chunk.rows().stream().filter(row -> row.fault() == null).toList();
    while (!sendable.isEmpty()) {
      try {
        JsonNode batch =
            api.create(batchName(chunk), sendable.stream().map(this::place).toList(), attributes);
        return new Submission(batch.path("batch_id").asString(""), refused);
      } catch (ApiProblem problem) {
        Map<String, RowFault> more = refusedBy(problem, sendable);
        if (more.isEmpty()) {
          throw problem;
        }
        refused.putAll(more);
        sendable = sendable.stream().filter(row -> !refused.containsKey(row.placeId())).toList();
      }
    }
    return new Submission("", refused);
  }

  private static Map<String, RowFault> refusedBy(ApiProblem problem, List<PlaceRow> sent) {
    Map<Integer, String> details = new TreeMap<>();
    for (ApiProblem.Fault fault : problem.faults()) {
      Matcher pointer = PLACE_POINTER.matcher(fault.pointer());
      if (pointer.matches()) {
        details.merge(Integer.parseInt(pointer.group(1)), fault.detail(), (a, b) -> a + "; " + b);
      }
    }
    Map<String, RowFault> refused = new HashMap<>();
    details.forEach((index, detail) -> {
      if (index < sent.size()) {
        refused.put(sent.get(index).placeId(), new RowFault("invalid_input", detail));
      }
    });
    return refused;
  }

  private String batchName(Chunk chunk) {
    return "%s, rows %d to %d"
        .formatted(listName, chunk.rows().getFirst().number(), chunk.rows().getLast().number());
  }

  private Map<String, Object> place(PlaceRow row) {
    return Map.of("place_id", row.placeId(), "inputs", row.inputs());
  }

  private void awaitEnd(Chunk chunk, String batchId, int faults) {
    Duration pause = FIRST_POLL;
    while (true) {
      JsonNode batch = api.status(batchId);
      long failed = batch.path("failed_count").asLong(0) + faults;
      long completed = batch.path("completed_count").asLong(0);
      progress.update(chunk.number(), completed + failed, failed);
      if (ENDED.contains(batch.path("status").asString(""))) {
        return;
      }
      Pause.of(pause);
      pause = Pause.longer(pause, SLOWEST_POLL);
    }
  }

  private void fetch(String batchId, Map<String, JsonNode> items) {
    for (long offset = 0; ; offset += PAGE) {
      JsonNode results = api.page(batchId, offset, PAGE).path("results");
      results.values().forEach(item -> items.put(item.path("place_id").asString(""), item));
      if (results.size() < PAGE) {
        return;
      }
    }
  }
}
