package dev.placemill.server.result;

import dev.placemill.server.batch.BatchResults;
import dev.placemill.server.batch.BatchResults.Stored;
import dev.placemill.server.batch.PlaceChoice;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.Request;
import dev.placemill.server.review.Decisions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Places chosen by the filters of results, so that what can be seen together can be worked
/// together.
public final class ChosenPlaces implements PlaceChoice {
  private final BatchResults results;
  private final Decisions decisions;

  public ChosenPlaces(BatchResults results, Decisions decisions) {
    this.results = results;
    this.decisions = decisions;
  }

  @Override
  public Optional<Chosen> find(Request request, Caller caller, String batchId) {
    if (FilterQuery.PARAMETERS.stream().allMatch(name -> request.queries(name).isEmpty())) {
      return Optional.empty();
    }
    ResultFilter filter = FilterQuery.read(request);
    Stored batch = results.find(caller.orgId(), batchId);
    var selection = Selection.of(results, decisions, decisions.stamp(batch.key()), batch, filter);
    Set<Integer> positions = new TreeSet<>();
    for (int slice = 0; slice < batch.slices(); slice++) {
      selection.ofSlice(slice, 0).forEach(row -> positions.add(row.place().position()));
    }
    return Optional.of(new Chosen(filter.toString(), positions));
  }
}
