package dev.placemill.server.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name that a client gives to a request with `Idempotency-Key`, so that sending it again does
/// it once.
///
/// The draft of that header makes it a String of Structured Fields (RFC 9651), in quotation marks;
/// most clients send it bare. Both are the same name.
public final class RequestName {
  public static final String HEADER = "Idempotency-Key";

  private static final int MOST = 255;
  private static final Pattern BARE = Pattern.compile("[!#-~][!-~]*");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\\\\\"])+)\"");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private RequestName() {}

  /// @throws ApiException when there is one of another form
  public static Optional<String> find(Request request) {
    return request.findHeader(HEADER).map(RequestName::of);
  }

  private static String of(String header) {
    Matcher quoted = QUOTED.matcher(header);
    if (header.length() <= MOST && quoted.matches()) {
      return ESCAPED.matcher(quoted.group(1)).replaceAll("$1");
    }
    if (header.length() > MOST || !BARE.matcher(header).matches()) {
      throw new ApiException(
          ErrorCode.INVALID_PARAMETER,
          "Idempotency-Key must be 1 to 255 printable ASCII characters without blanks, or with them"
              + " when the whole is in quotation marks.");
    }
    return header;
  }
}
