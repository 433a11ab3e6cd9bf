package dev.placemill.enricher;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The places of one batch, so that the same place sent twice is enriched once, and two places do
/// not claim one record. Safe for use by many threads at once.
///
/// The places are read when the first one asks for them, since not every enricher does. Which is
/// whose duplicate, and who gets a record, follows from what was sent alone: every node that works
/// a part of the batch comes to the same.
public final class SentTogether {
  private final String batch;
  private @Nullable Supplier<List<SentPlace>> unread;
  private @Nullable Company company;

  /// @param batch names the batch, the same on every node
  /// @param places all that can be read, in the order they were sent; asked for once, on demand
  public SentTogether(String batch, Supplier<List<SentPlace>> places) {
    this.batch = batch;
    this.unread = places;
  }

  /// The seat of the place at a position.
  public Seat seat(int position) {
    return new Seat(this, position);
  }

  /// Where a place stands among those it was sent with.
  public static final class Seat {
    /// Of a place that was sent alone.
    public static final Seat ALONE = new Seat(null, 0);

    private final @Nullable SentTogether among;
    private final int position;

    private Seat(@Nullable SentTogether among, int position) {
      this.among = among;
      this.position = position;
    }

    /// The place among its companions; empty for one that was sent alone.
    Optional<Company.Member> findMember() {
      return among == null ? Optional.empty() : among.company().findMember(position);
    }
  }

  private synchronized Company company() {
    if (company == null) {
      company = new Company(batch, unread == null ? List.of() : unread.get());
      unread = null;
    }
    return company;
  }
}
