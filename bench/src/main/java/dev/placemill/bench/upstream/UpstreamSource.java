package dev.placemill.bench.upstream;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Asks [FakeUpstream], as sources on the network do: in a given time, for an answer of a bounded
/// size, and with a difference between what is unknown and what could not be asked.
final class UpstreamSource implements EnrichmentSource {
  /// Whoever gets this status dies of it; it stands for a bug that brings the whole server down.
  static final int POISONED = 599;

  private static final int LONGEST_ANSWER = 16 * 1024;
  private static final int DEAD = 139;

  static {
    // Or the JDK's client asks again by itself when a connection breaks, five times in all.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private final URI upstream;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  UpstreamSource(URI upstream) {
    this.upstream = upstream;
  }

  @Override
  public String name() {
    return "upstream";
  }

  @Override
  public Set<Attribute> attributes() {
    return Set.of(Attribute.WEBSITE);
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    Duration left = Duration.between(Instant.now(), inquiry.deadline());
    if (!left.isPositive()) {
      return later("no time was left to ask", Duration.ZERO);
    }
    var request =
        HttpRequest.newBuilder(FakeUpstream.about(upstream, inquiry.place().name()))
            .timeout(left)
            .build();
    try {
      return answer(
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER)));
    } catch (IOException e) {
      return later("no answer could be had: " + e.getMessage(), Duration.ZERO);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return later("the question was called off", Duration.ZERO);
    }
  }

  private static SourceAnswer answer(HttpResponse<String> response) {
    if (response.statusCode() == POISONED) {
      Runtime.getRuntime().halt(DEAD);
    }
    if (response.statusCode() != 200) {
      long seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
      return later("it answered " + response.statusCode(), Duration.ofSeconds(seconds));
    }
    String website = response.body();
    if (!website.startsWith("https://")) {
      return later("its answer could not be read", Duration.ZERO);
    }
    var evidence = new Evidence("upstream", "1", website, null, Evidence.Scope.PLACE);
    return new SourceAnswer.Found(
        List.of(
            new Observation(
                Attribute.WEBSITE,
                new AttributeValue.Text(website),
                0.99,
                evidence,
                "The upstream says so.")));
  }

  private static SourceAnswer later(String reason, Duration retryAfter) {
    return new SourceAnswer.Unavailable("upstream: " + reason, retryAfter);
  }
}
