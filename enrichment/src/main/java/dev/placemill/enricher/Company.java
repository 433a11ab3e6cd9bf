package dev.placemill.enricher;

import dev.placemill.place.Coordinates;
import dev.placemill.place.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The places of one batch, each with what it is a duplicate of, and with what was found out of it
/// on this node.
final class Company {
  private final String batch;
  private final Map<Integer, Member> members = new HashMap<>();
  private final List<Member> unlike;
  private final Map<Object, Object> overviews = new ConcurrentHashMap<>();

  Company(String batch, List<SentPlace> places) {
    this.batch = batch;
    List<SentPlace> originals = new Duplicates(places).originals();
    List<Member> repeatingNothing = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      SentPlace sent = places.get(i);
      Member first = members.get(originals.get(i).position());
      var member = new Member(sent, first);
      members.put(sent.position(), member);
      if (first == null) {
        repeatingNothing.add(member);
      } else {
        first.isRepeated = true;
      }
    }
    this.unlike = List.copyOf(repeatingNothing);
  }

  Optional<Member> findMember(int position) {
    return Optional.ofNullable(members.get(position));
  }

  /// One place of the batch.
  final class Member {
    private final SentPlace sent;
    private final @Nullable Member first;
    private final Map<Object, Object> remembered = new ConcurrentHashMap<>();
    private final Map<Object, SharedFindings> shared = new ConcurrentHashMap<>();
    private boolean isRepeated;

    private Member(SentPlace sent, @Nullable Member first) {
      this.sent = sent;
      this.first = first;
    }

    String batch() {
      return batch;
    }

    Place place() {
      return sent.place();
    }

    SentPlace sent() {
      return sent;
    }

    /// Itself, or the earlier place that it repeats.
    Member original() {
      return first == null ? this : first;
    }

    boolean isOriginal() {
      return first == null;
    }

    /// Whether a later place is the same.
    boolean isRepeated() {
      return isRepeated;
    }

    /// What is made once of all that repeat nothing.
    <T> T overview(Object topic, Class<T> type, Function<List<Place>, T> work) {
      return type.cast(
          overviews.computeIfAbsent(
              topic, _ -> work.apply(unlike.stream().map(Member::place).toList())));
    }

    /// Some of those that repeat nothing, by their numbers: neither this one nor what is the same
    /// as it, nor guests that are far from it.
    Stream<Member> others(IntStream numbers) {
      return numbers
          .mapToObj(unlike::get)
          .filter(other -> other != original() && !isFarGuest(other, place().coordinates()));
    }

    /// Whether a guest that is no rival, since it is an accident of where the border of a region
    /// runs that it is there at all.
    private static boolean isFarGuest(Member other, @Nullable Coordinates here) {
      Coordinates there = other.place().coordinates();
      return other.sent.isGuest()
          && here != null
          && there != null
          && here.metresTo(there) > SentPlace.NEAR_METRES;
    }

    /// What the work came to when it was first done. Two that begin at once may both do it, since
    /// both come to the same.
    <T> T once(Object topic, Class<T> type, Supplier<T> work) {
      Object known = remembered.get(topic);
      if (known != null) {
        return type.cast(known);
      }
      T done = work.get();
      remembered.put(topic, done);
      return done;
    }

    /// Where those who ask for the same find what the first of them found.
    SharedFindings shared(Object wanted) {
      return shared.computeIfAbsent(wanted, _ -> new SharedFindings());
    }
  }
}
