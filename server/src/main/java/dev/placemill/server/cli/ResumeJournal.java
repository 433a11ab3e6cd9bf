package dev.placemill.server.cli;

import dev.placemill.table.RowFault;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Remembers which part of a list was given to the server under which batch id, so that a command
/// that was interrupted goes on instead of beginning again. One JSON object a line; a line that was
/// cut off by a crash is ignored. Safe for use by many threads.
final class ResumeJournal implements Closeable {
  private final Path file;
  private final Map<Long, Submission> submissions;
  private final BufferedWriter writer;
  private final int resumed;

  private ResumeJournal(Path file, Map<Long, Submission> submissions, BufferedWriter writer) {
    this.file = file;
    this.submissions = submissions;
    this.writer = writer;
    this.resumed = submissions.size();
  }

  /// A part of the list as the server has it.
  ///
  /// @param refused rows the server would not take, by place id
  record Submission(String batchId, Map<String, RowFault> refused) {
    Submission {
      refused = Map.copyOf(refused);
    }
  }

  /// Goes on with the file when it belongs to the same work, else begins it anew.
  ///
  /// @param work what must be equal for two runs to be the same: input, options, organization
  static ResumeJournal open(Path file, Map<String, String> work) throws IOException {
    Map<Long, Submission> submissions = new HashMap<>();
    boolean same = Files.exists(file) && read(Files.readAllLines(file), work, submissions);
    if (!same) {
      String head = JsonMapper.shared().writeValueAsString(work);
      Files.writeString(file, head + "\n");
    }
    return new ResumeJournal(
        file, submissions, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  private static boolean read(
      List<String> lines, Map<String, String> work, Map<Long, Submission> submissions) {
    if (lines.isEmpty() || !work.equals(asWork(lines.getFirst()))) {
      return false;
    }
    for (String line : lines.subList(1, lines.size())) {
      JsonNode entry = parsed(line);
      if (entry.path("batch_id").isString()) {
        Map<String, RowFault> refused = new HashMap<>();
        entry
            .path("refused")
            .properties()
            .forEach(row ->
                refused.put(
                    row.getKey(),
                    new RowFault(
                        row.getValue().path("code").asString(""),
                        row.getValue().path("message").asString(""))));
        submissions.put(
            entry.path("chunk").asLong(-1),
            new Submission(entry.path("batch_id").stringValue(), refused));
      }
    }
    return true;
  }

  private static Map<String, String> asWork(String line) {
    Map<String, String> work = new LinkedHashMap<>();
    parsed(line).properties().forEach(e -> work.put(e.getKey(), e.getValue().asString("")));
    return work;
  }

  private static JsonNode parsed(String line) {
    JsonMapper json = JsonMapper.shared();
    try {
      return json.readTree(line);
    } catch (JacksonException _) {
      return json.createObjectNode();
    }
  }

  /// How many batches an earlier run had already given to the server.
  int resumed() {
    return resumed;
  }

  synchronized boolean isEmpty() {
    return submissions.isEmpty();
  }

  synchronized Optional<Submission> findSubmission(long chunk) {
    return Optional.ofNullable(submissions.get(chunk));
  }

  /// Remembers before anything waits for the batch.
  synchronized void record(long chunk, Submission submission) throws IOException {
    submissions.put(chunk, submission);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("chunk", chunk);
    entry.put("batch_id", submission.batchId());
    entry.put("refused", submission.refused());
    // The line end goes first: a line that a crash cut off then spoils no other.
    writer.write("\n" + JsonMapper.shared().writeValueAsString(entry));
    writer.flush();
  }

  /// The work is done: nothing is left to resume.
  void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
