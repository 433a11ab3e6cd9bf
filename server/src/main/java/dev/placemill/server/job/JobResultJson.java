package dev.placemill.server.job;

import dev.placemill.attribute.Attribute;
import dev.placemill.attribute.AttributeKeys;
import dev.placemill.attribute.AttributeSet;
import dev.placemill.enricher.FailureCode;
import dev.placemill.fusion.AttributeStatus;
import dev.placemill.place.InputFault;
import dev.placemill.server.batch.AttributeOutcomes.Outcome;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// Writes what became of a place in the words of the newer API (`PlaceJobResult`), from the bytes
/// that are stored in those of the guide. What the newer API has no word for is among its
/// `enrichment_metadata`, which is open.
final class JobResultJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  // Without a value there is nothing a program may rely on, whatever led there.
  private static final Set<String> WITHOUT_VALUE =
      Set.of(AttributeStatus.NOT_FOUND.wireName(), AttributeStatus.ERROR.wireName());

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Set<String> FAULTS =
      Arrays.stream(InputFault.values()).map(InputFault::code).collect(Collectors.toSet());
  private static final Set<String> NEVER_BEGUN =
      Set.of(FailureCode.TIMED_OUT.wireName(), FailureCode.CANCELLED.wireName());

  /// What became of an attribute, apart from its value.
  private enum RunStatus {
    RUN,
    NOT_RUN,
    ERROR,
    RUN_CONDITION_FAILED
  }

  private final JsonGenerator json;
  private final JobResult job;
  private final StoredItem item;
  private @Nullable Set<Attribute> wanted;
  private @Nullable String countryCode;
  private String placeId = "";

  private JobResultJson(JsonGenerator json, JobResult job) {
    this.json = json;
    this.job = job;
    this.item = new StoredItem(job.item());
    this.wanted = job.wanted();
  }

  /// Writes it as an object.
  static void write(JsonGenerator json, JobResult job) {
    new JobResultJson(json, job).write();
  }

  /// Writes what is told of a job that was just taken: its id, inputs and status.
  ///
  /// @return the id
  static String writePending(JsonGenerator json, JobResult job) {
    var result = new JobResultJson(json, job);
    json.writeStartObject();
    result.writePlace();
    json.writeStringProperty("status", job.status().wireName());
    json.writeEndObject();
    return result.placeId;
  }

  /// What became of each key, for those who count: the part `attribute_status`, and whether there
  /// is a value.
  static Map<String, Outcome> outcomes(JobResult job) {
    try (JsonGenerator nowhere =
        JSON.createGenerator(ObjectWriteContext.empty(), OutputStream.nullOutputStream())) {
      var result = new JobResultJson(nowhere, job);
      result.write();
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      result
          .byKey()
          .forEach((key, attributes) -> {
            RunStatus status = result.status(attributes);
            outcomes.put(
                key,
                new Outcome(
                    status.name(),
                    status != RunStatus.NOT_RUN,
                    attributes.stream().anyMatch(result::hasValue)));
          });
      return outcomes;
    }
  }

  private void write() {
    json.writeStartObject();
    writePlace();
    json.writeStringProperty("status", job.status().wireName());
    json.writeObjectPropertyStart("outputs");
    item.writeOutputs(json);
    json.writeEndObject();
    writeConfidence();
    writeReasoning();
    writeMetadata();
    json.writeEndObject();
  }

  /// The client's own fields, and what else is to be known of them.
  private void writePlace() {
    Set<Attribute> own = EnumSet.noneOf(Attribute.class);
    try (JsonParser place = JSON.createParser(ObjectReadContext.empty(), job.place())) {
      place.nextToken();
      for (String field = place.nextName(); field != null; field = place.nextName()) {
        place.nextToken();
        switch (field) {
          case "place_id" -> {
            placeId = place.getString();
            json.writeStringProperty(field, placeId);
          }
          case "inputs" -> writeInputs(place);
          case "attributes", "attribute_set" -> readWanted(place, own);
          default -> place.skipChildren();
        }
      }
    }
    if (!own.isEmpty()) {
      wanted = own;
    }
  }

  private void writeInputs(JsonParser place) {
    json.writeObjectPropertyStart("inputs");
    for (String field = place.nextName(); field != null; field = place.nextName()) {
      JsonToken value = place.nextToken();
      if (field.equals("country_code") && value == JsonToken.VALUE_STRING) {
        countryCode = COUNTRY.matcher(place.getString()).matches() ? place.getString() : null;
      }
      json.writeName(field);
      json.copyCurrentStructureExact(place);
    }
    json.writeEndObject();
  }

  /// Reads one word or a list of them, each of which names attributes. It was checked when it was
  /// sent.
  private static void readWanted(JsonParser place, Set<Attribute> own) {
    if (place.currentToken() == JsonToken.VALUE_STRING) {
      AttributeSet.findByWireName(place.getString()).ifPresent(set -> own.addAll(set.attributes()));
    } else if (place.currentToken() == JsonToken.START_ARRAY) {
      while (place.nextToken() != JsonToken.END_ARRAY) {
        AttributeKeys.find(place.getString()).ifPresent(own::addAll);
      }
    }
  }

  private boolean hasValue(Attribute attribute) {
    String status = item.statuses().get(attribute);
    return status != null && !WITHOUT_VALUE.contains(status);
  }

  /// Of the attributes of each group, the word of the one it is named for, else of the next.
  private void writeConfidence() {
    json.writeObjectPropertyStart("confidence_scores");
    for (OutputGroup group : OutputGroup.ALL) {
      if (group.hasConfidence()) {
        group.attributes().stream()
            .filter(item.confidence()::containsKey)
            .findFirst()
            .ifPresent(attribute ->
                json.writeStringProperty(group.wireName(), item.confidence().get(attribute)));
      }
    }
    json.writeEndObject();
  }

  private void writeReasoning() {
    json.writeObjectPropertyStart("reasoning");
    for (OutputGroup group : OutputGroup.ALL) {
      String sentences = sentences(group.attributes());
      if (!sentences.isEmpty()) {
        json.writeStringProperty(group.wireName(), sentences);
      }
    }
    json.writeEndObject();
  }

  /// The sentence of what the group is named for, and those of its other attributes that have a
  /// value.
  private String sentences(List<Attribute> attributes) {
    StringBuilder sentences = new StringBuilder();
    for (Attribute attribute : attributes) {
      String sentence = item.reasoning().get(attribute);
      if (sentence == null || sentence.isEmpty()) {
        continue;
      }
      if (sentences.isEmpty()) {
        sentences.append(sentence);
      } else if (hasValue(attribute)) {
        sentences.append(' ').append(attribute.wireName()).append(": ").append(sentence);
      }
    }
    return sentences.toString();
  }

  private void writeMetadata() {
    json.writeObjectPropertyStart("job_metadata");
    json.writeObjectPropertyStart("attribute_status");
    statuses().forEach((key, status) -> json.writeStringProperty(key, status.name()));
    json.writeEndObject();
    writeText("last_enriched", item.wasEnriched() ? item.updatedAt() : null);
    writeText("country_code", item.countryCode() == null ? countryCode : item.countryCode());
    if (item.hasEnded()) {
      writeDetails();
    } else {
      json.writeNullProperty("enrichment_metadata");
    }
    json.writeEndObject();
  }

  /// By the key under which each was asked for.
  private Map<String, RunStatus> statuses() {
    Map<String, RunStatus> statuses = new LinkedHashMap<>();
    byKey().forEach((key, attributes) -> statuses.put(key, status(attributes)));
    return statuses;
  }

  private Map<String, List<Attribute>> byKey() {
    return asked().stream()
        .collect(
            Collectors.groupingBy(
                JobAttribute::key, LinkedHashMap::new, Collectors.toUnmodifiableList()));
  }

  private Set<Attribute> asked() {
    if (!item.statuses().isEmpty()) {
      return item.statuses().keySet();
    }
    return wanted == null ? EnumSet.allOf(Attribute.class) : wanted;
  }

  /// Of what one key stands for: it has run when any of it has a value, or none met an error.
  private RunStatus status(List<Attribute> attributes) {
    if (!item.hasEnded() || failedWithOneOf(NEVER_BEGUN)) {
      return RunStatus.NOT_RUN;
    }
    if (failedWithOneOf(FAULTS)) {
      return RunStatus.RUN_CONDITION_FAILED;
    }
    if (!item.wasEnriched()) {
      return RunStatus.ERROR;
    }
    return attributes.stream().anyMatch(attribute -> hasValue(attribute))
            || attributes.stream().noneMatch(attribute -> metAnError(attribute))
        ? RunStatus.RUN
        : RunStatus.ERROR;
  }

  private boolean failedWithOneOf(Set<String> codes) {
    return item.errorCode() != null && codes.contains(item.errorCode());
  }

  private boolean metAnError(Attribute attribute) {
    return AttributeStatus.ERROR.wireName().equals(item.statuses().get(attribute));
  }

  /// What became of each attribute by our own names, with all that is known of those that have no
  /// output, and why the place failed.
  private void writeDetails() {
    json.writeObjectPropertyStart("enrichment_metadata");
    item.statuses()
        .forEach((attribute, status) -> {
          json.writeObjectPropertyStart(attribute.wireName());
          json.writeStringProperty("status", status.replace('_', ' ').toUpperCase(Locale.ROOT));
          if (!OutputGroup.has(attribute)) {
            writeElsewhere(attribute);
          }
          json.writeEndObject();
        });
    if (item.errorCode() != null) {
      json.writeObjectPropertyStart("failure");
      json.writeStringProperty("code", item.errorCode());
      writeText("message", item.errorMessage());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeElsewhere(Attribute attribute) {
    String value = item.valuesElsewhere().get(attribute);
    if (value != null) {
      json.writeName("value");
      json.writeRawValue(value);
    }
    writeText("confidence", item.confidence().get(attribute));
    writeText("reasoning", item.reasoning().get(attribute));
  }

  private void writeText(String name, @Nullable String text) {
    if (text == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }
}
