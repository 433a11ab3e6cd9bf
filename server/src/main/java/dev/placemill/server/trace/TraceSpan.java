package dev.placemill.server.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A part of a trace, begun and ended on one thread.
public final class TraceSpan implements AutoCloseable {
  private final Span span;
  private final Scope scope;

  TraceSpan(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  /// Under which the trace is found; null when there is none.
  public @Nullable String traceId() {
    return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null;
  }

  /// By which another server goes on with the trace; empty when there is none.
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), headers, (into, name, value) -> put(into, name, value));
    return headers;
  }

  private static void put(@Nullable Map<String, String> into, String name, String value) {
    if (into != null) {
      into.put(name, value);
    }
  }

  public void name(String name) {
    span.updateName(name);
  }

  public void set(String key, String value) {
    span.setAttribute(key, value);
  }

  public void set(String key, long value) {
    span.setAttribute(key, value);
  }

  /// It did not come to what it should.
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  @Override
  public void close() {
    scope.close();
    span.end();
  }
}
