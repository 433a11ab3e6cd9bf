import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Enriches three places. Needs a JDK, 23 or newer, and nothing else:
///
///     PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... java QuickStart.java
///
/// A real client uses a JSON library; here a few patterns are enough.
final class QuickStart {
  private static final String BATCHES =
      "%s/%s/place_enrichment/batches"
          .formatted(System.getenv("PLACEMILL_URL"), System.getenv("PLACEMILL_ORG"));
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] arguments) throws Exception {
    String batch =
        call(
            request("")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"batch_name": "Quick start", "places": [
                          {"place_id": "store_001",
                           "inputs": {"name": "Waterstones", "latitude": 51.509, "longitude": -0.1356}},
                          {"place_id": "store_002",
                           "inputs": {"name": "Starbucks", "address": "1912 Pike Pl, Seattle, WA, USA"}},
                          {"place_id": "store_003", "inputs": {"name": "A place that nobody can find"}}]}
                        """)));
    String id = field("batch_id", batch);
    System.out.println("Batch created: " + id);

    // Each answer is held until the batch has ended, for half a minute at most.
    while (List.of("queued", "processing").contains(field("status", batch))) {
      batch = call(request("/" + id).header("Prefer", "wait=30"));
    }
    System.out.println("Status: " + field("status", batch));
    Pattern.compile("\"place_id\":\"([^\"]*)\",\"enrichment_status\":\"([^\"]*)\"")
        .matcher(batch)
        .results()
        .forEach(place -> System.out.println(place.group(1) + ": " + place.group(2)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(BATCHES + path))
        .header("Authorization", "Bearer " + System.getenv("PLACEMILL_KEY"));
  }

  private static String call(HttpRequest.Builder request) throws Exception {
    while (true) {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() < 300) {
        return answer.body();
      }
      // The server is busy and says for how long; anything else is an error for good.
      if (answer.statusCode() != 429 && answer.statusCode() != 503) {
        System.err.println(field("code", answer.body()) + ": " + field("detail", answer.body()));
        System.exit(1);
      }
      Thread.sleep(1000 * answer.headers().firstValueAsLong("Retry-After").orElse(1));
    }
  }

  private static String field(String name, String json) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return field.find() ? field.group(1) : "";
  }
}
