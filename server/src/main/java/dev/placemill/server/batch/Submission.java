package dev.placemill.server.batch;

import java.util.List;

/// A batch as a client asks for it; everything about it has been checked.
record Submission(String name, List<SubmittedPlace> places) {
  Submission {
    places = List.copyOf(places);
  }
}
