package dev.placemill.spark;

import dev.placemill.enricher.SentPlace;
import dev.placemill.place.PlaceReader;
import dev.placemill.place.PlaceReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a region and its guests, as many as are held at a time.
///
/// Guests come first, and stay while the region's own rows are worked: mostly all at once. A region
/// with more rows than may be held is one spot; it is worked in pieces, and what was worked becomes
/// a guest of the pieces behind it.
final class Together {
  private static final int MOST_OWN = 2 * Regions.ROWS;

  /// In a dense city the neighbours within reach are several times as many as the region's own.
  private static final int MOST_GUESTS = 10 * Regions.ROWS;

  /// Rows are short as a rule; a list whose rows are not must not fill the memory.
  private static final int MOST_BYTES = 16 << 20;

  private static final Comparator<Member> ORDER_OF_INPUT =
      Comparator.<Member>comparingInt(member -> member.row.file())
          .thenComparingLong(member -> member.row.position());

  private final List<Member> guests = new ArrayList<>();
  private final List<Member> own = new ArrayList<>();
  private long bytesOfGuests;
  private long bytesOfOwn;

  /// One of the rows.
  ///
  /// @param isGuest whether it is only compared with others here
  /// @param reading null when the row is no place
  record Member(ListedPlace row, boolean isGuest, @Nullable PlaceReading reading, int bytes) {
    static Member of(boolean isGuest, byte[] bytes) {
      ListedPlace row = ListedPlace.of(bytes);
      PlaceReading reading = row.inputs() == null ? null : PlaceReader.read(row.inputs());
      Member member = new Member(row, false, reading, bytes.length);
      return isGuest ? member.asGuest() : member;
    }

    /// Nothing is written of a guest, so that what it says need not be held as it said it.
    Member asGuest() {
      var named =
          new ListedPlace(
              row.file(), row.position(), row.where(), row.placeId(), null, row.fault(), false);
      return new Member(named, true, reading, bytes);
    }
  }

  /// Adds the next row: guests before all others.
  void add(Slot slot, byte[] row) {
    if (!slot.isGuest()) {
      own.add(Member.of(false, row));
      bytesOfOwn += row.length;
    } else if (hasRoomFor(row.length)) {
      addGuest(Member.of(true, row));
    }
  }

  private boolean hasRoomFor(int bytes) {
    return guests.size() < MOST_GUESTS && bytesOfGuests + bytes <= MOST_BYTES;
  }

  private void addGuest(Member guest) {
    guests.add(guest);
    bytesOfGuests += guest.bytes;
  }

  /// Whether those that are here are to be worked before more come.
  boolean isFull() {
    return own.size() >= MOST_OWN || bytesOfOwn >= MOST_BYTES;
  }

  /// All of them, in the order of the input; none when there is nothing to write.
  List<Member> members() {
    if (own.isEmpty()) {
      return List.of();
    }
    List<Member> members = new ArrayList<>(guests);
    members.addAll(own);
    members.sort(ORDER_OF_INPUT);
    return members;
  }

  /// Those of some members that can be read, as what was sent together.
  static List<SentPlace> places(List<Member> members) {
    List<SentPlace> places = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (member.reading instanceof PlaceReading.ReadablePlace(var place)) {
        places.add(new SentPlace(i, member.row.placeId(), place, member.isGuest));
      }
    }
    return places;
  }

  /// The same region goes on, with what was worked as guests.
  void goOn() {
    for (Member worked : own) {
      if (hasRoomFor(worked.bytes)) {
        addGuest(worked.asGuest());
      }
    }
    own.clear();
    bytesOfOwn = 0;
  }

  /// Another region begins.
  void clear() {
    guests.clear();
    own.clear();
    bytesOfGuests = 0;
    bytesOfOwn = 0;
  }
}
