package dev.placemill.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Begins the spans of this server. Safe for use by many threads at once; the span that a thread
/// has begun is what requests it makes to configured services belong to.
public final class Traces implements AutoCloseable {
  private static final String NAME = "placemill";
  private static final String PATH = "/v1/traces";
  private static final Duration SEND_EVERY = Duration.ofSeconds(2);
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);

  private static final TextMapGetter<Function<String, @Nullable String>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(
            @Nullable Function<String, @Nullable String> headers, String name) {
          return headers == null ? null : headers.apply(name);
        }
      };

  private final @Nullable SdkTracerProvider sdk;
  private final Tracer tracer;

  private Traces(@Nullable SdkTracerProvider sdk) {
    this.sdk = sdk;
    this.tracer = (sdk == null ? TracerProvider.noop() : sdk).get(NAME);
  }

  /// Records nothing.
  public static Traces off() {
    return new Traces(null);
  }

  public static Traces open(TraceConfig config) {
    if (config.endpoint() == null) {
      return off();
    }
    String base = config.endpoint().toString().replaceFirst("/$", "");
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base.endsWith(PATH) ? base : base + PATH)
            .setTimeout(SEND_TIMEOUT);
    config.headers().forEach(exporter::addHeader);
    return new Traces(
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), config.service())
                    .put(
                        AttributeKey.stringKey("service.version"),
                        Objects.requireNonNullElse(
                            Traces.class.getPackage().getImplementationVersion(), "unknown"))
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.sample())))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter.build()).setScheduleDelay(SEND_EVERY).build())
            .build());
  }

  /// A request to this server: goes on with what its client began, if its ids are some.
  ///
  /// @param headers of the request, by name
  public TraceSpan request(String method, Function<String, @Nullable String> headers) {
    Context before =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
    return begun(method, SpanKind.SERVER, before);
  }

  /// Something this server does by itself.
  public TraceSpan work(String what) {
    return begun(what, SpanKind.INTERNAL, Context.current());
  }

  /// A request of this server to another.
  public TraceSpan call(String what) {
    return begun(what, SpanKind.CLIENT, Context.current());
  }

  /// The span closes what is opened here.
  @SuppressWarnings("MustBeClosedChecker")
  private TraceSpan begun(String name, SpanKind kind, Context before) {
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(before).startSpan();
    return new TraceSpan(span, before.with(span).makeCurrent());
  }

  /// What is done on another thread as a part of what this one is at.
  public static <T> Callable<T> continued(Callable<T> work) {
    return Context.current().wrap(work);
  }

  /// Sends what is left.
  @Override
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
