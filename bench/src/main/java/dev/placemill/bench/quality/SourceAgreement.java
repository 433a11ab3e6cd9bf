package dev.placemill.bench.quality;

import dev.placemill.evaluation.LabelledPair;
import dev.placemill.match.Clues;
import java.util.Collections;
import java.util.List;

/// How often two sources of one place say the same of it, where both say something.
///
/// @param phones pairs that have phones on both sides
/// @param domains pairs that have a website of their own on both sides
public record SourceAgreement(long phones, long samePhone, long domains, long sameDomain) {
  public static SourceAgreement of(List<LabelledPair> pairs) {
    long phones = 0;
    long samePhone = 0;
    long domains = 0;
    long sameDomain = 0;
    for (LabelledPair pair : pairs) {
      Clues one = pair.left();
      Clues other = pair.right();
      if (!one.phones().isEmpty() && !other.phones().isEmpty()) {
        phones++;
        samePhone += Collections.disjoint(one.phones(), other.phones()) ? 0 : 1;
      }
      if (one.domain() != null && other.domain() != null) {
        domains++;
        sameDomain += one.domain().equals(other.domain()) ? 1 : 0;
      }
    }
    return new SourceAgreement(phones, samePhone, domains, sameDomain);
  }
}
