package dev.placemill.source;

import dev.placemill.place.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Nothing was sent with the place.
record NoCompanions() implements Companions {
  @Override
  public Optional<String> findBatch() {
    return Optional.empty();
  }

  @Override
  public Optional<String> findPlaceId() {
    return Optional.empty();
  }

  @Override
  public int position() {
    return 0;
  }

  @Override
  public <T> List<Inquiry> rivals(
      Class<T> topic, Function<List<Place>, T> overview, Function<T, IntStream> mayClaim) {
    return List.of();
  }

  @Override
  public <T> T once(Class<T> topic, Supplier<T> work) {
    return work.get();
  }
}
