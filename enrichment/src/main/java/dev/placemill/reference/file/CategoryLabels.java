package dev.placemill.reference.file;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.attribute.CategoryVocabulary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What others call categories, as ours.
final class CategoryLabels {
  private CategoryLabels() {}

  /// The category that the first understood label means, then its group. A label that only means a
  /// group counts when none means a category.
  ///
  /// @param vocabulary whose labels they are
  static List<String> first(
      List<@Nullable String> labels, CategoryVocabulary vocabulary, CategoryTaxonomy taxonomy) {
    String group = null;
    for (String label : labels) {
      String id = label == null ? null : taxonomy.find(vocabulary, label).orElse(null);
      Optional<String> groupOfId = id == null ? Optional.empty() : taxonomy.findGroup(id);
      if (id != null && groupOfId.isPresent()) {
        return List.of(id, groupOfId.get());
      }
      group = group == null ? id : group;
    }
    return group == null ? List.of() : List.of(group);
  }
}
