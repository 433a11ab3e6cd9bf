package dev.placemill.server.http;

/// One thing wrong in a request body.
///
/// @param pointer a JSON pointer as a URI fragment, e.g. `#/places/17/inputs/latitude`
/// @param detail what must be there, e.g. "must be a number between -90 and 90"
public record Fault(String pointer, String detail) {}
