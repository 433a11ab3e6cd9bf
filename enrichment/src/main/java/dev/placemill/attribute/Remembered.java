package dev.placemill.attribute;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// What the same work on the same thing came to before: the site of a chain, the hours of its
/// branches and the phone of one place are read again and again. Safe for many threads, two of whom
/// may do the same work at once.
public final class Remembered<K, V> {
  private final int most;
  private final Function<K, V> work;
  private final ConcurrentMap<K, V> known = new ConcurrentHashMap<>();

  /// @param most remembered; with one more, it begins anew
  /// @param work comes to the same whenever it is done
  public Remembered(int most, Function<K, V> work) {
    this.most = most;
    this.work = work;
  }

  public V of(K key) {
    V before = known.get(key);
    if (before != null) {
      return before;
    }
    V done = work.apply(key);
    if (known.size() >= most) {
      known.clear();
    }
    known.put(key, done);
    return done;
  }
}
