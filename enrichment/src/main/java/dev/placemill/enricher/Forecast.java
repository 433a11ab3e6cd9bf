package dev.placemill.enricher;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.EnrichmentSource;
import dev.placemill.source.Expense;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What is known of places sent together before they are worked, without asking anybody.
///
/// @param repeats by the position of a place that of the earlier one it repeats
/// @param expenses by the name of each source that uses a network
public record Forecast(SortedMap<Integer, Integer> repeats, SortedMap<String, Expense> expenses) {
  /// Of an enricher that cannot tell.
  public static final Forecast NONE = new Forecast(new TreeMap<>(), new TreeMap<>());

  /// What is asked once for all places that repeat one.
  private record Question(int original, Set<Attribute> wanted) {}

  /// @param sources in their order
  /// @param asked what each is asked for, when something is wanted
  static Forecast of(
      List<AskedPlace> places,
      List<EnrichmentSource> sources,
      Function<Set<Attribute>, List<Set<Attribute>>> asked) {
    List<SentPlace> originals =
        new Duplicates(places.stream().map(AskedPlace::sent).toList()).originals();
    SortedMap<Integer, Integer> repeats = new TreeMap<>();
    SortedMap<String, Expense> expenses = new TreeMap<>();
    Set<Question> questions = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      AskedPlace place = places.get(i);
      SentPlace original = originals.get(i);
      if (original.position() != place.sent().position()) {
        repeats.put(place.sent().position(), original.position());
      }
      boolean isAskedAnew = questions.add(new Question(original.position(), place.wanted()));
      List<Set<Attribute>> ofSources = asked.apply(place.wanted());
      for (int s = 0; s < sources.size(); s++) {
        EnrichmentSource source = sources.get(s);
        Set<Attribute> ofSource = ofSources.get(s);
        source
            .findExpense(original.place(), ofSource)
            .map(expense -> isAskedAnew && !ofSource.isEmpty() ? expense : Expense.NONE)
            .ifPresent(expense -> expenses.merge(source.name(), expense, Expense::plus));
      }
    }
    return new Forecast(repeats, expenses);
  }
}
