package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What others call categories, as ours.
final class CategoryLabels {
  private CategoryLabels() {}

  /// The category that the first understood label means, then its group.
  static List<String> first(List<@Nullable String> labels, CategoryTaxonomy taxonomy) {
    for (String label : labels) {
      Optional<String> id = label == null ? Optional.empty() : taxonomy.findByLabel(label);
      if (id.isPresent()) {
        return taxonomy
            .findGroup(id.get())
            .map(group -> List.of(id.get(), group))
            .orElse(List.of(id.get()));
      }
    }
    return List.of();
  }
}
