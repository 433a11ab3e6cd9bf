package dev.placemill.bench.client;

import dev.placemill.bench.proof.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The API as a client of the guide sees it.
public final class BatchClient implements AutoCloseable {
  private static final String ORGANIZATION = "bench";

  /// What the proofs look at of a result; the rest is skipped.
  public record Enriched(@Nullable String brandName, @Nullable String website) {}

  /// A place's result.
  public record Item(String placeId, String enrichmentStatus, @Nullable Enriched enrichedData) {
    public boolean hasEnded() {
      return enrichmentStatus.equals("completed") || enrichmentStatus.equals("failed");
    }
  }

  /// A batch as it was at one moment.
  public record Batch(
      String batchId,
      String batchName,
      String status,
      int totalCount,
      int completedCount,
      int failedCount,
      int pendingCount,
      @Nullable List<Item> results) {
    public int done() {
      return completedCount + failedCount;
    }

    public boolean countsAddUp() {
      return done() + pendingCount == totalCount && pendingCount >= 0;
    }

    public boolean hasEnded() {
      return List.of("completed", "partial", "failed").contains(status);
    }
  }

  private record Submission(String batchName, List<PlaceLists.Place> places) {}

  private record Listing(List<Batch> items) {}

  /// An answer that is neither a success nor a lost connection.
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Refused(int status, String body) {
      super("HTTP " + status + " " + body);
      this.status = status;
    }

    /// Whether the server says that it cannot answer for now.
    public boolean isOutage() {
      return status == 503;
    }

    /// Whether the first sending of this very request is still being worked.
    public boolean isInFlight() {
      return status == 409;
    }

    /// Whether the same request may be answered when it is sent again; a proxy has answers of its
    /// own.
    public boolean mayBeSentAgain() {
      return isOutage() || isInFlight() || status == 502 || status == 504;
    }

    /// Whether the server has more work than it gets done.
    public boolean isOverload() {
      return status == 429;
    }

    /// Whether the batch is older than results are kept.
    public boolean isGone() {
      return status == 410;
    }
  }

  private final JsonAnswers answers = new JsonAnswers();
  private final URI batches;
  private final String key;

  public BatchClient(URI url, String key) {
    this(url, ORGANIZATION, key);
  }

  public BatchClient(URI url, String organization, String key) {
    this.batches = url.resolve("/" + organization + "/place_enrichment/batches");
    this.key = key;
  }

  /// Makes a key with the product's own command.
  public static String newKey(Path root, Path data) throws IOException {
    return newKey(root, data, Map.of());
  }

  /// @param environment where the database is, unless it is in the data directory
  public static String newKey(Path root, Path data, Map<String, String> environment)
      throws IOException {
    String placemill = root.resolve("placemill").toString();
    List<String> words =
        List.of(placemill, "key", "create", ORGANIZATION, "--data", data.toString());
    return Command.run(root, environment, words).output().strip();
  }

  /// Submits a batch.
  ///
  /// @return its id
  /// @throws IOException when the answer did not come; the batch may or may not be there
  public String submit(String name, List<PlaceLists.Place> places) throws IOException {
    return submit(name, places, UUID.randomUUID().toString());
  }

  /// Submits a batch that may have been submitted before.
  ///
  /// @param once the same for each attempt
  public String submit(String name, List<PlaceLists.Place> places, String once) throws IOException {
    return submit(JsonAnswers.JSON.writeValueAsBytes(new Submission(name, places)), once);
  }

  /// Submits a body as it is.
  ///
  /// @param once as above
  public String submit(byte[] body, String once) throws IOException {
    return answers
        .send(
            request("")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", once)
                .POST(BodyPublishers.ofByteArray(body)),
            Batch.class)
        .batchId();
  }

  /// A list as a file with a place a line.
  public static byte[] lines(List<PlaceLists.Place> places) {
    var lines = new ByteArrayOutputStream();
    for (PlaceLists.Place place : places) {
      lines.writeBytes(JsonAnswers.JSON.writeValueAsBytes(place));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /// Uploads a list of lines.
  ///
  /// @param query how it is to be taken
  /// @return the id of the first batch it has become
  public String upload(byte[] lines, String query) throws IOException {
    return answers
        .send(
            request("?" + query)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(lines)),
            Batch.class)
        .batchId();
  }

  /// The results of a batch in another form, to be read as they come.
  public InputStream results(String batchId, String format) throws IOException {
    return answers.stream(request("/" + batchId + "/results?format=" + format));
  }

  /// Where batches are submitted.
  public URI batches() {
    return batches;
  }

  /// The counts of a batch, without results.
  public Batch status(String batchId) throws IOException {
    return answers.send(request("/" + batchId + "?limit=0"), Batch.class);
  }

  /// A batch with all its results.
  public Batch read(String batchId) throws IOException {
    return answers.send(request("/" + batchId), Batch.class);
  }

  /// The newest batches.
  public List<Batch> list(int offset, int limit) throws IOException {
    return answers.send(request("?offset=" + offset + "&limit=" + limit), Listing.class).items();
  }

  /// Polls until a batch has ended, and reads it.
  public Batch awaitEnd(String batchId, Duration poll) throws IOException {
    while (!status(batchId).hasEnded()) {
      Command.pause(poll);
    }
    return read(batchId);
  }

  private HttpRequest.Builder request(String suffix) {
    return HttpRequest.newBuilder(URI.create(batches + suffix))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", "Bearer " + key);
  }

  @Override
  public void close() {
    answers.close();
  }
}
