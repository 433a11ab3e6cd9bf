package dev.placemill.bench.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Clients that hold on to a server by doing next to nothing: some never end their headers, some
/// never end their body, some ask for results and never read them.
public final class SlowClients implements AutoCloseable {
  private static final int SMALL_WINDOW = 4 * 1024;

  private final List<Socket> sockets = new ArrayList<>();

  /// @param each so many of each kind
  /// @param batches where the server takes batches of the organization
  /// @param endedBatch the id of a batch with many results
  public SlowClients(int each, URI batches, String key, String endedBatch) throws IOException {
    String headers = " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n".formatted(key);
    for (int i = 0; i < each; i++) {
      say(batches, "POST " + batches.getPath() + headers + "X-Never-");
      say(
          batches,
          "POST "
              + batches.getPath()
              + headers
              + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
      say(batches, "GET " + batches.getPath() + "/" + endedBatch + headers + "\r\n");
    }
  }

  private void say(URI server, String words) throws IOException {
    var socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    socket.getOutputStream().write(words.getBytes(UTF_8));
  }

  /// Each that is in the middle of its body sends one byte more.
  ///
  /// @return how many connections the server still holds
  public long dawdle() {
    long held = 0;
    for (Socket socket : sockets) {
      try {
        socket.getOutputStream().write(' ');
        held++;
      } catch (IOException _) {
        // The server has lost patience with it.
      }
    }
    return held;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
