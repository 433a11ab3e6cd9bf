package dev.placemill.server.batch;

import dev.placemill.attribute.Attribute;
import dev.placemill.server.http.Faults;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which places of a batch a client wants tried again.
///
/// @param placeIds these, whatever became of them; null when none are named
/// @param positions of those that were chosen otherwise, whatever became of them; null when none
///   were
/// @param failedOnly what the client said of it, or null
/// @param incompleteOnly what the client said of it, or null
/// @param wanted what to fill this time, or null for what was asked for before
/// @param likeLastTime whether what each place was last asked for goes before `wanted`
/// @param newer whether it was said in words of the newer API alone
public record Reprocess(
    @Nullable List<String> placeIds,
    @Nullable Set<Integer> positions,
    @Nullable Boolean failedOnly,
    @Nullable Boolean incompleteOnly,
    @Nullable Set<Attribute> wanted,
    boolean likeLastTime,
    boolean newer) {

  /// What the guide's request without a body asks for: all that failed.
  static final Reprocess DEFAULT = new Reprocess(null, null, null, null, null, false, false);

  /// Every place of a batch that is worked anew.
  static final Reprocess ALL = new Reprocess(null, null, false, false, null, true, true);

  /// Certain places.
  static Reprocess of(List<String> placeIds) {
    return new Reprocess(placeIds, null, null, null, null, false, false);
  }

  /// The same about places that were chosen otherwise, which only makes sense when the body leaves
  /// the choice.
  Reprocess among(Set<Integer> chosen) {
    var faults = new Faults();
    if (placeIds != null) {
      faults.add("#/place_ids", "cannot be together with filters in the query");
    }
    if (failedOnly != null) {
      faults.add("#/failed_only", "cannot be together with filters in the query");
    }
    if (incompleteOnly != null) {
      faults.add("#/incomplete_only", "cannot be together with filters in the query");
    }
    faults.refuse();
    return new Reprocess(null, chosen, null, null, wanted, likeLastTime, newer);
  }

  private boolean isOfCertainOnes() {
    return placeIds != null || positions != null;
  }

  private boolean saysNothing() {
    return failedOnly == null && incompleteOnly == null;
  }

  /// Whether it is about every place, whatever became of it.
  boolean all() {
    return !isOfCertainOnes()
        && Boolean.FALSE.equals(failedOnly)
        && !Boolean.TRUE.equals(incompleteOnly);
  }

  /// Whether it is about those that failed.
  boolean failed() {
    return !isOfCertainOnes() && (saysNothing() || Boolean.TRUE.equals(failedOnly) || all());
  }

  /// Whether it is about those that were stored and not worked yet.
  boolean held() {
    return !isOfCertainOnes() && (saysNothing() || Boolean.TRUE.equals(incompleteOnly) || all());
  }

  /// How the newer API calls the places it is about.
  String which() {
    if (all()) {
      return "ALL";
    }
    if (isOfCertainOnes()) {
      return placeIds == null ? "CHOSEN" : "NAMED";
    }
    return failed() ? "FAILED" : "INCOMPLETE";
  }
}
