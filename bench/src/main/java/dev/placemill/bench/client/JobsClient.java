package dev.placemill.bench.client;

import dev.placemill.bench.client.BatchClient.Refused;
import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The newer API of the hosted service as a client of it sees it: `jobs` in place of `places`, the
/// key in a header of its own.
public final class JobsClient implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int PAGE = 2;

  /// What of a job's outputs is looked at.
  public record Outputs(@Nullable String website) {}

  /// A place and what became of it.
  public record Job(String placeId, String status, Outputs outputs) {
    private boolean hasEnded() {
      return status.equals("completed") || status.equals("failed");
    }
  }

  private record Submission(String batchName, List<PlaceLists.Place> jobs, String attributeSet) {}

  private record Submitted(String id) {}

  private record Page(List<Job> jobs, int total) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String key;

  public JobsClient(URI url, String organization, String key) {
    this.base = url.resolve("/v1/" + organization + "/place_enrichment/");
    this.key = key;
  }

  /// Submits a batch that wants everything.
  ///
  /// @return its id
  public String submit(String name, List<PlaceLists.Place> places) throws IOException {
    byte[] body = JSON.writeValueAsBytes(new Submission(name, places, "all"));
    return send(
            request("batches")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)),
            Submitted.class)
        .id();
  }

  /// Polls until every job of a batch has ended.
  public List<Job> awaitEnd(String batchId, Duration poll) throws IOException {
    List<Job> jobs = jobs(batchId);
    while (!jobs.stream().allMatch(Job::hasEnded)) {
      Command.pause(poll);
      jobs = jobs(batchId);
    }
    return jobs;
  }

  private List<Job> jobs(String batchId) throws IOException {
    List<Job> jobs = new ArrayList<>();
    Page page;
    do {
      String query = "jobs?batchId=%s&limit=%d&offset=%d".formatted(batchId, PAGE, jobs.size());
      page = send(request(query), Page.class);
      jobs.addAll(page.jobs());
    } while (!page.jobs().isEmpty() && jobs.size() < page.total());
    return jobs;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofMinutes(2))
        .header("apiKey", key);
  }

  private <T> T send(HttpRequest.Builder request, Class<T> type) throws IOException {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw new Refused(
            response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
      }
      return JSON.readValue(response.body(), type);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
