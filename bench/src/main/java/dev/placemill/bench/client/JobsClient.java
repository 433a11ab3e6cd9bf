package dev.placemill.bench.client;

import dev.placemill.bench.proof.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newer API of the hosted service as a client of it sees it: `jobs` in place of `places`, the
/// key in a header of its own.
public final class JobsClient implements AutoCloseable {
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

  private final JsonAnswers answers = new JsonAnswers();
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
    byte[] body = JsonAnswers.JSON.writeValueAsBytes(new Submission(name, places, "all"));
    return answers
        .send(
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
      page = answers.send(request(query), Page.class);
      jobs.addAll(page.jobs());
    } while (!page.jobs().isEmpty() && jobs.size() < page.total());
    return jobs;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofMinutes(2))
        .header("apiKey", key);
  }

  @Override
  public void close() {
    answers.close();
  }
}
