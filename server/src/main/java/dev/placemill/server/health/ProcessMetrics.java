package dev.placemill.server.health;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Objects;

/// The process itself, under the names that other Java programs give to it.
final class ProcessMetrics {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private ProcessMetrics() {}

  static void write(MetricText text) {
    text.family("placemill_build_info", "Which program this is", "gauge");
    text.series(
        "placemill_build_info",
        Map.of("version", version(), "java", Runtime.version().toString()),
        1);
    text.gauge(
        "process_start_time_seconds",
        "When the process started, since 1970",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND);
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      text.counter(
          "process_cpu_seconds_total",
          "Processor time that the process has used",
          system.getProcessCpuTime() / NANOS_PER_SECOND);
    }
    memory(text);
    text.gauge(
        "jvm_threads_current",
        "Platform threads",
        ManagementFactory.getThreadMXBean().getThreadCount());
    text.family("jvm_gc_collection_seconds", "Time spent by a garbage collector", "summary");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      Map<String, String> labels = Map.of("gc", collector.getName());
      text.series(
          "jvm_gc_collection_seconds_sum",
          labels,
          collector.getCollectionTime() / MILLIS_PER_SECOND);
      text.series("jvm_gc_collection_seconds_count", labels, collector.getCollectionCount());
    }
  }

  private static void memory(MetricText text) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    text.family("jvm_memory_used_bytes", "Memory in use", "gauge");
    text.series("jvm_memory_used_bytes", Map.of("area", "heap"), heap.getUsed());
    text.series("jvm_memory_used_bytes", Map.of("area", "nonheap"), other.getUsed());
    text.family("jvm_memory_max_bytes", "The most memory there may be, -1 for no limit", "gauge");
    text.series("jvm_memory_max_bytes", Map.of("area", "heap"), heap.getMax());
    text.series("jvm_memory_max_bytes", Map.of("area", "nonheap"), other.getMax());
  }

  /// Of the jar; of classes in a directory there is none.
  static String version() {
    return Objects.requireNonNullElse(
        ProcessMetrics.class.getPackage().getImplementationVersion(), "unknown");
  }
}
