package dev.placemill.server.testing;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeValue;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Evidence;
import dev.placemill.source.Inquiry;
import dev.placemill.source.Observation;
import dev.placemill.source.SourceAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A source that answers as the test says, and counts how often it was asked about each place.
public final class FakeSource implements EnrichmentSource {
  private final Function<Inquiry, SourceAnswer> answers;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  public FakeSource(Function<Inquiry, SourceAnswer> answers) {
    this.answers = answers;
  }

  /// Knows a website for every place.
  public static FakeSource knowingAll() {
    return new FakeSource(_ -> website("https://example.org"));
  }

  public static SourceAnswer website(String url) {
    return new SourceAnswer.Found(
        List.of(
            new Observation(
                Attribute.WEBSITE,
                new AttributeValue.Text(url),
                0.99,
                new Evidence("fake", "1", url, null, Evidence.Scope.PLACE),
                "The fake source says so.")));
  }

  public int callsFor(String placeName) {
    return calls.getOrDefault(placeName, 0);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Set<Attribute> attributes() {
    return Set.of(Attribute.WEBSITE);
  }

  @Override
  public SourceAnswer lookUp(Inquiry inquiry) {
    calls.merge(inquiry.place().name(), 1, Integer::sum);
    return answers.apply(inquiry);
  }
}
