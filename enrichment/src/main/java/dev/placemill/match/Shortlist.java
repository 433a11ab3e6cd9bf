package dev.placemill.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Many places, kept so that those which [may match][MatchScorer#mayMatch] a record are found
/// without a look at each.
public final class Shortlist {
  private static final int[] NONE = {};

  /// A name and the number of the place that bears it.
  private record Name(NameForm form, int bearer) {}

  private final List<Clues> places;
  private final List<Name> names = new ArrayList<>();

  /// Numbers of names.
  private final Map<Long, int[]> byTrigram;

  /// Numbers of places.
  private final Map<String, int[]> byPhone;

  private final Map<String, int[]> byBrand;
  private final Map<String, int[]> byDomain;

  public Shortlist(List<Clues> places) {
    this.places = List.copyOf(places);
    Map<Long, List<Integer>> trigrams = new HashMap<>();
    Map<String, List<Integer>> phones = new HashMap<>();
    Map<String, List<Integer>> brands = new HashMap<>();
    Map<String, List<Integer>> domains = new HashMap<>();
    for (int place = 0; place < places.size(); place++) {
      Clues clues = places.get(place);
      for (NameForm form : clues.names()) {
        for (long trigram : form.spacedTrigrams()) {
          add(trigrams, trigram, names.size());
        }
        names.add(new Name(form, place));
      }
      for (String phone : clues.phones()) {
        add(phones, phone, place);
      }
      for (String brand : clues.brands()) {
        add(brands, brand, place);
      }
      if (clues.domain() != null) {
        add(domains, clues.domain(), place);
      }
    }
    this.byTrigram = packed(trigrams);
    this.byPhone = packed(phones);
    this.byBrand = packed(brands);
    this.byDomain = packed(domains);
  }

  private static <K> void add(Map<K, List<Integer>> numbers, K key, int number) {
    numbers.computeIfAbsent(key, _ -> new ArrayList<>()).add(number);
  }

  private static <K> Map<K, int[]> packed(Map<K, List<Integer>> numbers) {
    Map<K, int[]> packed = HashMap.newHashMap(numbers.size());
    numbers.forEach(
        (key, some) -> packed.put(key, some.stream().mapToInt(Integer::intValue).toArray()));
    return packed;
  }

  /// The place of a number, as it was given.
  public Clues place(int number) {
    return places.get(number);
  }

  /// The numbers of those that may match a record.
  public BitSet mayMatch(Clues record) {
    var found = new BitSet(places.size());
    record.names().forEach(name -> addLittleAlike(name, found));
    record.formerNames().forEach(name -> addLittleAlike(name, found));
    addAll(byPhone, record.phones(), found);
    addAll(byBrand, record.brands(), found);
    if (record.domain() != null) {
      addAll(byDomain, List.of(record.domain()), found);
    }
    return found;
  }

  private void addLittleAlike(NameForm name, BitSet found) {
    int[] shared = new int[names.size()];
    for (long trigram : name.spacedTrigrams()) {
      for (int other : byTrigram.getOrDefault(trigram, NONE)) {
        shared[other]++;
      }
    }
    for (int i = 0; i < shared.length; i++) {
      if (shared[i] > 0 && MatchScorer.isLittleAlike(names.get(i).form, name, shared[i])) {
        found.set(names.get(i).bearer);
      }
    }
  }

  private static void addAll(Map<String, int[]> numbers, Collection<String> keys, BitSet found) {
    for (String key : keys) {
      for (int place : numbers.getOrDefault(key, NONE)) {
        found.set(place);
      }
    }
  }
}
