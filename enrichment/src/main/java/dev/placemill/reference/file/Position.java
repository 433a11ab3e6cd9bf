package dev.placemill.reference.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/// One point that stands for a geometry: a point itself, else the middle of a line or an area.
public record Position(double latitude, double longitude) {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final int WKB_POINT_BYTES = 21;
  private static final int WKB_POINT = 1;

  /// Of a geometry in well-known binary, or null when it is empty or damaged.
  public static @Nullable Position ofWkb(byte[] wkb) {
    if (wkb.length == WKB_POINT_BYTES) {
      ByteBuffer buffer =
          ByteBuffer.wrap(wkb).order(wkb[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      if (buffer.getInt(1) == WKB_POINT) {
        return finite(buffer.getDouble(13), buffer.getDouble(5));
      }
    }
    try {
      return middle(new WKBReader(GEOMETRIES).read(wkb));
    } catch (ParseException | IllegalArgumentException _) {
      return null;
    }
  }

  /// Of a geometry of GeoJSON, or null when it is empty or not what it should be.
  static @Nullable Position ofGeoJson(Fields geometry) {
    try {
      return middle(geometry(geometry));
    } catch (IllegalArgumentException | ClassCastException _) {
      return null;
    }
  }

  private static Geometry geometry(Fields geometry) {
    Object coordinates = geometry.values().get("coordinates");
    String type = geometry.text("type");
    List<?> list = coordinates instanceof List<?> some ? some : List.of();
    return switch (type == null ? "" : type) {
      case "Point" ->
          list.isEmpty() ? GEOMETRIES.createPoint() : GEOMETRIES.createPoint(coordinate(list));
      case "MultiPoint" -> GEOMETRIES.createMultiPointFromCoords(coordinates(list));
      case "LineString" -> line(list);
      case "MultiLineString" ->
          GEOMETRIES.createMultiLineString(
              list.stream().map(line -> line((List<?>) line)).toArray(LineString[]::new));
      case "Polygon" -> polygon(list);
      case "MultiPolygon" ->
          GEOMETRIES.createMultiPolygon(
              list.stream().map(part -> polygon((List<?>) part)).toArray(Polygon[]::new));
      case "GeometryCollection" ->
          GEOMETRIES.createGeometryCollection(
              geometry.objects("geometries").stream()
                  .map(Position::geometry)
                  .toArray(Geometry[]::new));
      default -> GEOMETRIES.createPoint();
    };
  }

  private static LineString line(List<?> points) {
    return GEOMETRIES.createLineString(coordinates(points));
  }

  private static Polygon polygon(List<?> rings) {
    List<LinearRing> all = new ArrayList<>();
    for (Object ring : rings) {
      all.add(GEOMETRIES.createLinearRing(coordinates((List<?>) ring)));
    }
    return all.isEmpty()
        ? GEOMETRIES.createPolygon()
        : GEOMETRIES.createPolygon(
            all.getFirst(), all.subList(1, all.size()).toArray(LinearRing[]::new));
  }

  private static Coordinate[] coordinates(List<?> points) {
    return points.stream().map(point -> coordinate((List<?>) point)).toArray(Coordinate[]::new);
  }

  private static Coordinate coordinate(List<?> point) {
    if (point.size() < 2) {
      throw new IllegalArgumentException("a point needs two numbers");
    }
    return new Coordinate(
        ((Number) point.get(0)).doubleValue(), ((Number) point.get(1)).doubleValue());
  }

  private static @Nullable Position middle(Geometry geometry) {
    if (geometry.isEmpty()) {
      return null;
    }
    Point middle = geometry.getCentroid();
    return middle.isEmpty() ? null : finite(middle.getY(), middle.getX());
  }

  private static @Nullable Position finite(double latitude, double longitude) {
    return Double.isFinite(latitude) && Double.isFinite(longitude)
        ? new Position(latitude, longitude)
        : null;
  }
}
