package dev.placemill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client of one organization.
///
/// @param batches where it submits
public record Client(HttpClient http, URI batches, String key) {
  private static final Pattern ID = Pattern.compile("\"batch_id\":\"(batch_[0-9a-f]+)\"");

  /// The body of a batch.
  public static byte[] body(int places) {
    var body = new StringBuilder("{\"batch_name\":\"load\",\"places\":[");
    for (int i = 0; i < places; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"place_id\":\"place-")
          .append(i)
          .append("\",\"inputs\":{\"name\":\"Corner Shop ")
          .append(i)
          .append("\",\"latitude\":48.1,\"longitude\":11.5,\"city\":\"Munich\"}}");
    }
    return body.append("]}").toString().getBytes(UTF_8);
  }

  /// The status of a batch alone.
  public static URI status(URI batch) {
    return URI.create(batch + "?limit=0");
  }

  /// Submits a batch.
  ///
  /// @return where it is
  public URI submit(byte[] body) throws IOException {
    HttpResponse<byte[]> created =
        send(
            request(batches)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    Matcher id = ID.matcher(new String(created.body(), UTF_8));
    if (created.statusCode() != 202 || !id.find()) {
      throw new IOException("not a batch: " + new String(created.body(), UTF_8));
    }
    return URI.create(batches + "/" + id.group(1));
  }

  /// Reads a batch with its results.
  public byte[] read(URI batch) throws IOException {
    HttpResponse<byte[]> answer = send(request(batch));
    if (answer.statusCode() != 200) {
      throw new IOException("a batch could not be read: " + new String(answer.body(), UTF_8));
    }
    return answer.body();
  }

  /// Whether places of a batch have not ended yet.
  public boolean isPending(URI batch) throws IOException {
    return !new String(read(status(batch)), UTF_8).contains("\"pending_count\":0,");
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
