package dev.placemill.bench.address;

import dev.placemill.address.AddressFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// The cases by which OpenCage tests formatters of addresses: parts, and the lines they make.
public record OpenCageCases(List<Case> cases) {
  private static final String ARCHIVE = "address/opencage-testcases.tar.gz";

  /// @param file its name in the archive
  public record Case(
      String file, String description, Map<String, String> parts, List<String> expected) {
    List<String> formatted(AddressFormat format) {
      return format.lines(parts, parts.get("country_code"));
    }
  }

  /// A case that came out otherwise.
  public record Miss(Case of, List<String> got) {}

  /// How the cases came out.
  public record Outcome(int cases, List<Miss> misses) {
    public double share() {
      return 1 - (double) misses.size() / cases;
    }
  }

  /// @param data the directory of the sample data
  public static OpenCageCases read(Path data) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream file = Files.newInputStream(data.resolve(ARCHIVE));
        var archive = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (entry.getName().contains("testcases/") && entry.getName().endsWith(".yaml")) {
          String text = new String(archive.readAllBytes(), StandardCharsets.UTF_8);
          cases.addAll(ofFile(entry.getName(), text));
        }
      }
    }
    return new OpenCageCases(cases);
  }

  /// The cases of one file: a document each, with `components` and `expected`.
  static List<Case> ofFile(String name, String yaml) {
    List<Case> cases = new ArrayList<>();
    for (Object document : reader().loadAll(yaml)) {
      if (document instanceof Map<?, ?> fields) {
        cases.add(ofDocument(name, fields));
      }
    }
    return cases;
  }

  private static Case ofDocument(String name, Map<?, ?> fields) {
    Map<String, String> parts = new LinkedHashMap<>();
    if (fields.get("components") instanceof Map<?, ?> components) {
      components.forEach((part, text) -> parts.put(String.valueOf(part), String.valueOf(text)));
    }
    return new Case(
        name,
        String.valueOf(fields.get("description")),
        parts,
        String.valueOf(fields.get("expected")).strip().lines().toList());
  }

  /// Reads every scalar as the text it is: `no` and `0123` are no truth value and no number here.
  private static Yaml reader() {
    var options = new LoaderOptions();
    var dumper = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(dumper),
        dumper,
        options,
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            // None, so that all are texts.
          }
        });
  }

  public Outcome run(AddressFormat format) {
    List<Miss> misses = new ArrayList<>();
    for (Case one : cases) {
      List<String> got = one.formatted(format);
      if (!got.equals(one.expected())) {
        misses.add(new Miss(one, got));
      }
    }
    return new Outcome(cases.size(), misses);
  }
}
