package dev.placemill.place;

/// What became of the inputs of one place.
public sealed interface PlaceReading {
  record ReadablePlace(Place place) implements PlaceReading {}

  /// The inputs are well-formed, but no place can be made of them.
  ///
  /// @param code of an [InputFault]
  /// @param reason one sentence for the client, with the values it sent
  record Unreadable(String code, String reason) implements PlaceReading {
    Unreadable(InputFault fault, String reason) {
      this(fault.code(), reason);
    }
  }
}
