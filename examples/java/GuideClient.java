import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The flow of the batch processing guide in plain Java: create, monitor, wait, retrieve, reprocess,
/// list, download page by page. Needs a JDK and nothing else:
///
///     PLACEMILL_URL=http://127.0.0.1:8080 PLACEMILL_ORG=acme PLACEMILL_KEY=... \
///         java GuideClient.java
///
/// A real client would use a JSON library; here a few patterns are enough, and say so themselves.
final class GuideClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String batches;
  private final String key;

  private GuideClient(String url, String organization, String key) {
    this.batches = url + "/" + organization + "/place_enrichment/batches";
    this.key = key;
  }

  public static void main(String[] arguments) throws Exception {
    GuideClient client =
        new GuideClient(required("PLACEMILL_URL"), required("PLACEMILL_ORG"), required("PLACEMILL_KEY"));
    String batchId = client.create();
    System.out.println("Batch created: " + batchId);
    String ended = client.waitForCompletion(batchId);
    System.out.println("Status: " + text(ended, "status"));

    client.post("/" + batchId + "/reprocess", "{\"place_ids\": [\"store_001\"]}");
    client.waitForCompletion(batchId);

    String all = client.get("");
    if (!all.contains("\"items\"") || !all.contains(batchId)) {
      throw new IllegalStateException("The list does not show the batch: " + all);
    }
    List<String> placeIds = client.download(batchId);
    System.out.println("Downloaded " + placeIds.size() + " results: " + placeIds);
    if (!placeIds.equals(List.of("store_001", "store_002"))) {
      throw new IllegalStateException("Results are missing or out of order: " + placeIds);
    }
  }

  private String create() throws Exception {
    String batch =
        post(
            "",
            """
            {
              "batch_name": "Q1 2024 Store Locations",
              "places": [
                {
                  "place_id": "store_001",
                  "inputs": {"name": "Downtown Store", "latitude": 40.7128, "longitude": -74.0060}
                },
                {
                  "place_id": "store_002",
                  "inputs": {"name": "Uptown Branch", "address": "789 Broadway, New York, NY"}
                }
              ]
            }
            """);
    return text(batch, "batch_id");
  }

  private String waitForCompletion(String batchId) throws Exception {
    while (true) {
      String batch = get("/" + batchId + "?limit=0");
      System.out.println(
          "Progress: " + number(batch, "completed_count") + "/" + number(batch, "total_count"));
      if (List.of("completed", "partial", "failed").contains(text(batch, "status"))) {
        return batch;
      }
      Thread.sleep(500);
    }
  }

  /// Page by page until a page is not full.
  private List<String> download(String batchId) throws Exception {
    int limit = 100;
    List<String> placeIds = new ArrayList<>();
    while (true) {
      String page = get("/%s?offset=%d&limit=%d".formatted(batchId, placeIds.size(), limit));
      int before = placeIds.size();
      Matcher place = Pattern.compile("\"place_id\"\\s*:\\s*\"([^\"]*)\"").matcher(page);
      while (place.find()) {
        placeIds.add(place.group(1));
      }
      if (placeIds.size() - before < limit) {
        return placeIds;
      }
    }
  }

  private String get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  private String post(String path, String json) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(batches + path)).header("Authorization", "Bearer " + key);
  }

  private String send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /// The first text member of this name. Enough for the members before the results.
  private static String text(String json, String name) {
    return first(json, "\"" + name + "\"\\s*:\\s*\"([^\"]*)\"");
  }

  private static String number(String json, String name) {
    return first(json, "\"" + name + "\"\\s*:\\s*(\\d+)");
  }

  private static String first(String json, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + json);
    }
    return matcher.group(1);
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      System.err.println("Set PLACEMILL_URL, PLACEMILL_ORG and PLACEMILL_KEY.");
      System.exit(2);
    }
    return value;
  }
}
