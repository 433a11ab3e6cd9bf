package dev.placemill.match;

import java.util.Locale;

/// What is weighed when a place is compared with a record. Shares run from 0 to 1. What can also
/// speak against a match runs from -1, conflict, to 1, agreement, and is 0 where either side is
/// silent, so that silence is a level of its own. The direction says which way a greater value may
/// move the probability, whatever the data of a fitting seems to say.
public enum MatchFeature {
  /// Share of trigrams of the two most alike names.
  NAME_TRIGRAMS(Direction.FOR),
  /// Share of trigrams with spaces ignored, or of letters that need no edit where that is more.
  NAME_JOINED(Direction.FOR),
  /// Share of words found in the other name, rare words counting more; the lesser of both ways.
  NAME_WORDS_LEAST(Direction.FOR),
  /// The greater of both ways.
  NAME_WORDS_MOST(Direction.FOR),
  /// How alike the names are by all four measures.
  NAME_OVERALL(Direction.FOR),
  /// The name without what stands behind "@", a dash, a bracket or a comma.
  NAME_HEAD(Direction.FOR),
  /// The most alike parts of the names.
  NAME_PART(Direction.FOR),
  FIRST_WORD(Direction.FOR),
  LAST_WORD(Direction.FOR),
  /// One name begins with the other, or, for a half, holds it.
  NAME_WITHIN(Direction.EITHER),
  /// One name is the initials of the other.
  INITIALS(Direction.FOR),
  /// Rarity of all words that the names share.
  SHARED_RARITY(Direction.EITHER),
  /// Rarity of the rarest of them.
  SHARED_RAREST(Direction.EITHER),
  /// Rarity of the words that one name has and the other lacks; of the name that has more of them.
  OTHER_RARITY_MOST(Direction.AGAINST),
  OTHER_RARITY_LEAST(Direction.AGAINST),
  /// Rarity of the rarest of them.
  OTHER_RAREST(Direction.EITHER),
  /// The same without words that either address has.
  OTHER_RARITY_UNADDRESSED(Direction.AGAINST),
  /// Words that name a part of a place, as "gym" or "car park", and stand in one name only.
  PART_WORDS(Direction.AGAINST),
  /// Numbers in the names, as in "School 12" and "School 13".
  NAME_NUMBERS(Direction.FOR),
  /// Kinds of place that the names tell of.
  NAME_KINDS(Direction.FOR),
  /// 1 when one name tells of a kind that the other does not.
  KIND_OF_ONE(Direction.AGAINST),
  /// Whether the kind that a name tells of is that of the other side's category, where the name's
  /// own side has none.
  KIND_OF_CATEGORY(Direction.FOR),
  /// 1 when by its category one side is something that stands at a place and bears its name, as a
  /// car park, and nothing of the other says so.
  ACCESSORY(Direction.AGAINST),
  /// 1 when one name has a number and the other has none.
  NUMBER_OF_ONE(Direction.AGAINST),
  /// 1 when one name is how the other begins, -1 when it is where the other is housed.
  HOST(Direction.FOR),
  /// The natural logarithm of 1 + records of that name, at most 50 counted; of the commoner name.
  NAMESAKES_MOST(Direction.AGAINST),
  NAMESAKES_LEAST(Direction.AGAINST),
  /// Words and letters of the shorter name, and by how many words the other is longer.
  WORDS(Direction.EITHER),
  LETTERS(Direction.EITHER),
  MORE_WORDS(Direction.EITHER),
  /// How many of the names are of wide places, as parks and airports.
  WIDE(Direction.EITHER),
  /// Share of a name's words that the other's address has.
  NAME_IN_ADDRESS(Direction.EITHER),
  /// The natural logarithm of 10 + metres.
  LN_METRES(Direction.AGAINST),
  /// An alike name, falling to 0.37 of it at 150 m.
  NAME_AND_NEAR(Direction.FOR),
  STREET(Direction.FOR),
  HOUSE(Direction.FOR),
  /// The natural logarithm of 1 + the difference of house numbers in one street.
  HOUSE_GAP(Direction.AGAINST),
  UNIT(Direction.FOR),
  POSTCODE(Direction.FOR),
  CITY(Direction.FOR),
  COUNTRY(Direction.FOR),
  /// Trigrams that the address lines share.
  ADDRESS_LINE(Direction.FOR),
  /// How many sides have an address.
  ADDRESSES(Direction.EITHER),
  PHONE(Direction.FOR),
  WEBSITE(Direction.FOR),
  /// The same page of a website, or different ones.
  PAGE(Direction.FOR),
  BRAND(Direction.FOR),
  CATEGORY(Direction.FOR),
  /// 1 when the most alike name is one the record bore once.
  FORMER_NAME(Direction.AGAINST);

  /// Which way a greater value may move the probability.
  public enum Direction {
    FOR(1),
    AGAINST(-1),
    EITHER(0);

    private final int sign;

    Direction(int sign) {
      this.sign = sign;
    }

    public int sign() {
      return sign;
    }
  }

  private final Direction direction;

  MatchFeature(Direction direction) {
    this.direction = direction;
  }

  public Direction direction() {
    return direction;
  }

  /// The key in `match-model.json`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
