package dev.placemill.source.geography;

import dev.placemill.place.Coordinates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;

/// Which country a point lies in, and how near the next country is. Territories with a code of
/// their own (Hong Kong, Puerto Rico, Gibraltar) count as countries.
final class CountryBorders {
  /// Neighbours farther than this are not looked for.
  static final double NEIGHBOURHOOD_METRES = 20_000;

  private static final double REACH_AT_SEA_METRES = 5_000;
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double STEPS_PER_DEGREE = 1e5;

  /// Where a point lies.
  ///
  /// @param metresOutside 0 inside the border, else how far away the border is
  /// @param neighbour the nearest other country, or null when none is near
  /// @param metresToNeighbour at most [#NEIGHBOURHOOD_METRES]
  record Fix(
      String country, double metresOutside, @Nullable String neighbour, double metresToNeighbour) {}

  private record Area(String country, Polygon polygon, IndexedPointInAreaLocator locator) {
    boolean contains(Coordinate point) {
      return polygon.getEnvelopeInternal().contains(point)
          && locator.locate(point) != Location.EXTERIOR;
    }

    double squareDegrees() {
      return polygon.getEnvelopeInternal().getArea();
    }
  }

  private final STRtree areas;

  private CountryBorders(STRtree areas) {
    this.areas = areas;
  }

  static CountryBorders load() {
    var factory = new GeometryFactory();
    var areas = new STRtree();
    for (String line : GeographyFile.lines("borders.tsv.gz")) {
      String[] fields = line.split("\t", -1);
      var holes = new LinearRing[fields.length - 2];
      for (int hole = 0; hole < holes.length; hole++) {
        holes[hole] = ring(factory, fields[hole + 2]);
      }
      Polygon polygon = factory.createPolygon(ring(factory, fields[1]), holes);
      var area = new Area(fields[0], polygon, new IndexedPointInAreaLocator(polygon));
      areas.insert(polygon.getEnvelopeInternal(), area);
    }
    areas.build();
    return new CountryBorders(areas);
  }

  private static LinearRing ring(GeometryFactory factory, String steps) {
    String[] numbers = steps.split(" ", -1);
    var points = new Coordinate[numbers.length / 2];
    int longitude = 0;
    int latitude = 0;
    for (int i = 0; i < points.length; i++) {
      longitude += Integer.parseInt(numbers[2 * i]);
      latitude += Integer.parseInt(numbers[2 * i + 1]);
      points[i] = new Coordinate(longitude / STEPS_PER_DEGREE, latitude / STEPS_PER_DEGREE);
    }
    return factory.createLinearRing(points);
  }

  /// The country around the point, or the nearest one when it lies at most 5 km off a coast.
  Optional<Fix> locate(Coordinates point) {
    List<Area> nearby = near(point);
    var corner = new Coordinate(point.longitude(), point.latitude());
    Area home = null;
    for (Area area : nearby) {
      boolean isSmaller = home == null || area.squareDegrees() < home.squareDegrees();
      if (isSmaller && area.contains(corner)) {
        home = area;
      }
    }
    return home != null
        ? Optional.of(withNeighbour(home.country, 0, nearby, point))
        : offTheCoast(nearby, point);
  }

  private static Optional<Fix> offTheCoast(List<Area> nearby, Coordinates point) {
    Area nearest = null;
    double metres = REACH_AT_SEA_METRES;
    for (Area area : nearby) {
      double away = metresToBorder(area, point);
      if (away <= metres) {
        nearest = area;
        metres = away;
      }
    }
    return nearest == null
        ? Optional.empty()
        : Optional.of(withNeighbour(nearest.country, metres, nearby, point));
  }

  private static Fix withNeighbour(
      String country, double metresOutside, List<Area> nearby, Coordinates point) {
    String neighbour = null;
    double metres = NEIGHBOURHOOD_METRES;
    for (Area area : nearby) {
      if (!area.country.equals(country)) {
        double away = metresToBorder(area, point);
        if (away < metres) {
          neighbour = area.country;
          metres = away;
        }
      }
    }
    return new Fix(country, metresOutside, neighbour, metres);
  }

  private List<Area> near(Coordinates point) {
    double latitudes = NEIGHBOURHOOD_METRES / METRES_PER_DEGREE;
    double longitudes = latitudes / Math.max(0.01, cosine(point));
    var around =
        new Envelope(
            point.longitude() - longitudes,
            point.longitude() + longitudes,
            point.latitude() - latitudes,
            point.latitude() + latitudes);
    List<?> hits = areas.query(around);
    var found = new ArrayList<Area>(hits.size());
    for (Object hit : hits) {
      found.add((Area) hit);
    }
    return found;
  }

  /// Distance to the outer border on a plane that touches the Earth at the point: right within the
  /// neighbourhood, which is all that is asked.
  private static double metresToBorder(Area area, Coordinates point) {
    Coordinate[] ring = area.polygon.getExteriorRing().getCoordinates();
    double metresPerLongitude = METRES_PER_DEGREE * cosine(point);
    double nearest = Double.MAX_VALUE;
    double fromX = 0;
    double fromY = 0;
    for (int i = 0; i < ring.length; i++) {
      double toX = (ring[i].x - point.longitude()) * metresPerLongitude;
      double toY = (ring[i].y - point.latitude()) * METRES_PER_DEGREE;
      if (i > 0) {
        nearest = Math.min(nearest, squaredDistanceFromOrigin(fromX, fromY, toX, toY));
      }
      fromX = toX;
      fromY = toY;
    }
    return Math.sqrt(nearest);
  }

  private static double squaredDistanceFromOrigin(double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp(-(ax * dx + ay * dy) / length, 0, 1);
    double x = ax + along * dx;
    double y = ay + along * dy;
    return x * x + y * y;
  }

  private static double cosine(Coordinates point) {
    return Math.cos(Math.toRadians(point.latitude()));
  }
}
