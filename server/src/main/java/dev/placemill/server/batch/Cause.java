package dev.placemill.server.batch;

import dev.placemill.place.InputFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be the matter with a place of a list that is sent. The name in lower case is the `code`
/// clients see, so it is never renamed; `docs/reference/uploads.md` has all of them.
enum Cause {
  NOT_JSON(Effect.REFUSED, "A line is not JSON in UTF-8."),
  NOT_AN_OBJECT(Effect.REFUSED, "A place is not a JSON object."),
  TOO_LARGE(Effect.REFUSED, "A place takes more than 64 kB of JSON, or has over 1,000 values."),
  MISSING_PLACE_ID(Effect.REFUSED, "A place has no `place_id`."),
  INVALID_PLACE_ID(
      Effect.REFUSED,
      "A `place_id` is no text, blank, longer than 256 characters, or has control characters."),
  DUPLICATE_PLACE_ID(Effect.REFUSED, "A `place_id` is that of an earlier place."),
  MISSING_INPUTS(Effect.REFUSED, "A place has no object `inputs`."),
  WRONG_TYPE(Effect.REFUSED, "A field has a value of another JSON type than it must have."),
  UNKNOWN_ATTRIBUTES(Effect.REFUSED, "A place asks for attributes that do not exist, or none."),
  TOO_MANY_FIELDS(
      Effect.REFUSED, "A row has more fields than the header, so it is unclear which is which."),
  UNREADABLE_COORDINATES(
      Effect.REFUSED, "Coordinates are no numbers, and there is no address to go by."),
  BLANK_ROW(Effect.LEFT_OUT, "A row has only blank fields."),
  MISSING_NAME(Effect.FAILED, InputFault.MISSING_NAME.meaning()),
  INVALID_COORDINATES(Effect.FAILED, InputFault.INVALID_COORDINATES.meaning()),
  NOT_LOCATABLE(Effect.FAILED, InputFault.NOT_LOCATABLE.meaning()),
  TOO_LONG(Effect.FAILED, InputFault.TOO_LONG.meaning()),
  READ_OTHERWISE(Effect.NOTED, "Something of a row is read otherwise than it is written.");

  /// What comes of it.
  enum Effect {
    /// The place cannot be taken: with it the whole list, unless such places are to be skipped.
    REFUSED,
    /// It is passed over, since it says nothing.
    LEFT_OUT,
    /// The place is taken and fails, alone.
    FAILED,
    /// The place is taken.
    NOTED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Those for which a place cannot be taken.
  static final Set<Cause> REFUSING =
      Arrays.stream(values())
          .filter(cause -> cause.effect == Effect.REFUSED)
          .collect(Collectors.toUnmodifiableSet());

  private final Effect effect;
  private final String meaning;

  Cause(Effect effect, String meaning) {
    this.effect = effect;
    this.meaning = meaning;
  }

  Effect effect() {
    return effect;
  }

  /// One sentence for people.
  String meaning() {
    return meaning;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a row of a table is refused for, or the inputs of a place.
  ///
  /// @param code of a [RowFault] or an [InputFault]
  static Cause ofCode(String code) {
    return Arrays.stream(values())
        .filter(cause -> cause.wireName().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no cause is called " + code));
  }
}
