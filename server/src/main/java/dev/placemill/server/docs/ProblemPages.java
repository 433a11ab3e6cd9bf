package dev.placemill.server.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.placemill.server.http.ErrorCode;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the `type` of a problem document leads to: why it came to this and what to do, as
/// [ErrorCode] has it.
final class ProblemPages {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private ProblemPages() {}

  static byte[] allAsJson(String prefix) {
    ObjectNode all = JSON.createObjectNode();
    var items = all.putArray("items");
    for (ErrorCode code : ErrorCode.values()) {
      items.add(node(code, prefix));
    }
    return JSON.writeValueAsBytes(all);
  }

  static byte[] asJson(ErrorCode code, String prefix) {
    return JSON.writeValueAsBytes(node(code, prefix));
  }

  private static ObjectNode node(ErrorCode code, String prefix) {
    return JSON.createObjectNode()
        .put("type", prefix + code.page())
        .put("code", code.wireName())
        .put("status", code.status())
        .put("title", code.title())
        .put("why", code.why())
        .put("remedy", code.remedy());
  }

  static byte[] allAsHtml(String prefix) {
    String rows =
        Arrays.stream(ErrorCode.values())
            .map(code ->
                """
                        <tr>
                          <td><a href="%s"><code>%s</code></a></td>
                          <td>%d</td>
                          <td>%s</td>
                        </tr>
                """
                    .formatted(
                        prefix + code.page(),
                        code.wireName(),
                        code.status(),
                        escaped(code.title())))
            .collect(Collectors.joining());
    return page(
        prefix,
        "Errors",
        """
              <h1>Errors</h1>
              <p>What this server may answer instead of what was asked for.</p>
              <table>
                <thead>
                  <tr>
                    <th scope="col">code</th>
                    <th scope="col">status</th>
                    <th scope="col">title</th>
                  </tr>
                </thead>
                <tbody>
        %s\
                </tbody>
              </table>
        """
            .formatted(rows));
  }

  static byte[] asHtml(ErrorCode code, String prefix) {
    return page(
        prefix,
        code.title(),
        """
              <p><code>%s</code>, status %d</p>
              <h1>%s</h1>
              <h2>Why it comes to this</h2>
              <p>%s</p>
              <h2>What to do</h2>
              <p>%s</p>
              <p><a href="%s/problems">All errors</a> · <a href="%s/docs">The API</a></p>
        """
            .formatted(
                code.wireName(),
                code.status(),
                escaped(code.title()),
                withCode(code.why()),
                withCode(code.remedy()),
                prefix,
                prefix));
  }

  private static byte[] page(String prefix, String title, String main) {
    return """
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s · Placemill</title>
        <link rel="icon" href="%s/docs/favicon-32x32.png">
        <link rel="stylesheet" href="%s/docs/pages.css">
      </head>
      <body>
        <main>
    %s\
        </main>
      </body>
    </html>
    """
        .formatted(escaped(title), prefix, prefix, main)
        .getBytes(UTF_8);
  }

  private static String withCode(String text) {
    return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
