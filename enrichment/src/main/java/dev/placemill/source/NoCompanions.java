package dev.placemill.source;

import dev.placemill.place.Coordinates;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  public List<Inquiry> rivals(String name, @Nullable Coordinates point, double metres) {
    return List.of();
  }

  @Override
  public <T> T once(Class<T> topic, Supplier<T> work) {
    return work.get();
  }
}
