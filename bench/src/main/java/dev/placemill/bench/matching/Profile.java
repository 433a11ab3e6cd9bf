package dev.placemill.bench.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/// Where the time of a piece of work goes, by the samples of the JDK's flight recorder.
public final class Profile {
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);
  private static final int METHODS_SHOWN = 12;

  /// The steps of a match, the innermost first: a sample belongs to the first that is on its stack.
  private static final Map<String, String> STEPS = steps();

  private final Map<String, Integer> bySteps = new HashMap<>();
  private final Map<String, Integer> byMethod = new HashMap<>();
  private int samples;

  private Profile() {}

  private static Map<String, String> steps() {
    Map<String, String> steps = new LinkedHashMap<>();
    steps.put("CandidateCodec.decode", "decode candidates");
    steps.put("CandidateReader.record", "read the record that is taken");
    steps.put("TermCounts", "look up how common words and names are");
    steps.put("TermLookup", "look up phones and domains");
    steps.put("CandidateSearch.nearest", "search the nearest");
    steps.put("IndexSearcher.search", "search by phone and domain");
    steps.put("SharedTerms", "count shared terms");
    steps.put("Segment", "find the ranges of the box");
    steps.put("CandidateReader", "read candidates");
    steps.put("CandidateSearch.ranked", "order candidates");
    steps.put("CandidateSearch", "the rest of the search");
    steps.put("BoostedTrees", "walk the trees");
    steps.put("MatchFeatures", "compare");
    steps.put("MatchScorer", "the rest of the score");
    steps.put("PlaceRecogniser", "decide");
    steps.put("Clues.of", "fold the place");
    return steps;
  }

  /// Runs the work under the recorder.
  public static Profile of(Runnable work, Path scratch) throws IOException {
    Path file = scratch.resolve("matching.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(BETWEEN_SAMPLES);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    Profile profile = new Profile();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        profile.add(events.readEvent());
      }
    }
    Files.delete(file);
    return profile;
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
      return;
    }
    List<String> frames = new ArrayList<>();
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      RecordedMethod method = frame.getMethod();
      String type = method.getType().getName();
      frames.add(type.substring(type.lastIndexOf('.') + 1) + "." + method.getName());
    }
    String step =
        STEPS.entrySet().stream()
            .filter(one -> frames.stream().anyMatch(frame -> frame.startsWith(one.getKey())))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("other");
    samples++;
    bySteps.merge(step, 1, Integer::sum);
    byMethod.merge(frames.getFirst(), 1, Integer::sum);
  }

  /// Shares of the samples, by step and by the method at the top, as Markdown.
  public String text() {
    return "%d samples\n\n%s\n%s"
        .formatted(
            samples,
            table("step", bySteps, bySteps.size()),
            table("method", byMethod, METHODS_SHOWN));
  }

  private String table(String what, Map<String, Integer> counts, int most) {
    StringBuilder text = new StringBuilder("| %s | share |\n| --- | ---: |\n".formatted(what));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(one ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f %% |%n",
                    one.getKey(),
                    100.0 * one.getValue() / samples)));
    return text.toString();
  }
}
