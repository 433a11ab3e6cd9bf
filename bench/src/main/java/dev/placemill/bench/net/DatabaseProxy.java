package dev.placemill.bench.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The network between one node and its PostgreSQL, which can be made bad. It knows just enough of
/// PostgreSQL's protocol to see a COMMIT come by.
public final class DatabaseProxy implements AutoCloseable {
  /// What is wrong with the network.
  public enum Trouble {
    NONE,
    /// Connections are closed, and new ones at once.
    CUT,
    /// What the connections of now send is swallowed, for good; new ones work.
    SILENT,
    /// Every packet takes its time.
    SLOW,
    /// A connection that commits is reset: every other time after the commit has reached the
    /// database, and before its answer gets back.
    RESET_IN_COMMIT
  }

  private static final Duration DELAY = Duration.ofMillis(300);
  private static final int BLOCK = 64 * 1024;
  // Parse: 'P', four bytes of length, the name of the statement, its text.
  private static final Pattern PARSE_COMMIT =
      Pattern.compile("P....([A-Z0-9_]*)\0COMMIT\0", Pattern.DOTALL);

  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger struck = new AtomicInteger();
  private volatile int target;
  private volatile Trouble trouble = Trouble.NONE;

  /// @param target port of the PostgreSQL on the loopback address
  public DatabaseProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Where the node finds its database.
  public int port() {
    return listener.getLocalPort();
  }

  /// The database has moved.
  public void aim(int port) {
    target = port;
  }

  /// @return how many connections the trouble before this one has hit
  public int begin(Trouble next) {
    int before = struck.getAndSet(0);
    switch (next) {
      case CUT ->
          links.forEach(link -> {
            struck.incrementAndGet();
            link.close();
          });
      case SILENT ->
          links.forEach(link -> {
            struck.incrementAndGet();
            link.silent = true;
          });
      case NONE, SLOW, RESET_IN_COMMIT -> {}
    }
    trouble = next;
    return before;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket node = listener.accept();
        if (trouble == Trouble.CUT) {
          struck.incrementAndGet();
          node.close();
        } else {
          open(node);
        }
      } catch (IOException _) {
        // Closed, or the database is away; the node sees its connection end.
      }
    }
  }

  private void open(Socket node) throws IOException {
    try {
      var link = new Link(node, new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      Thread.ofVirtual().start(() -> link.carry(node, link.database, true));
      Thread.ofVirtual().start(() -> link.carry(link.database, node, false));
    } catch (IOException e) {
      node.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }

  /// One connection.
  private final class Link implements Closeable {
    private final Socket node;
    private final Socket database;
    private final Set<String> commits = new HashSet<>();
    private volatile boolean silent;

    private Link(Socket node, Socket database) throws IOException {
      this.node = node;
      this.database = database;
      node.setTcpNoDelay(true);
      database.setTcpNoDelay(true);
    }

    private void carry(Socket from, Socket to, boolean fromNode) {
      byte[] block = new byte[BLOCK];
      try {
        InputStream in = from.getInputStream();
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          if (silent) {
            continue;
          }
          if (trouble == Trouble.SLOW) {
            struck.incrementAndGet();
            LockSupport.parkNanos(DELAY.toNanos());
          }
          boolean commits = fromNode && isCommit(block, read);
          if (commits && trouble == Trouble.RESET_IN_COMMIT) {
            if (struck.getAndIncrement() % 2 == 0) {
              resetAfter(block, read);
            } else {
              reset();
            }
            return;
          }
          to.getOutputStream().write(block, 0, read);
        }
      } catch (IOException _) {
        // One of the two has gone, and takes the other along.
      } finally {
        close();
      }
    }

    /// The driver names a statement it has used before, so its name is remembered.
    private boolean isCommit(byte[] block, int length) {
      String text = new String(block, 0, length, StandardCharsets.ISO_8859_1);
      Matcher parse = PARSE_COMMIT.matcher(text);
      if (parse.find()) {
        commits.add(parse.group(1));
        return true;
      }
      // Bind: the name of the portal, which is empty, and that of the statement.
      return commits.stream()
          .anyMatch(name -> !name.isEmpty() && text.contains("\0" + name + "\0"));
    }

    private void resetAfter(byte[] block, int length) throws IOException {
      silent = true; // the answer must not get back
      database.getOutputStream().write(block, 0, length);
      LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
      reset();
    }

    private void reset() throws IOException {
      node.setSoLinger(true, 0);
    }

    @Override
    public void close() {
      links.remove(this);
      try (node;
          database) {
        silent = true;
      } catch (IOException _) {
        // It is closed already.
      }
    }
  }
}
