package dev.placemill.table;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The features of a GeoJSON list as rows of a table.
final class FeatureRows implements TableRows {
  private final FeatureFile file;
  private final JsonParser json;
  private @Nullable TableRow upcoming;

  FeatureRows(FeatureFile file) {
    this.file = file;
    this.json = FeatureFile.open(file.source());
    this.upcoming = read();
  }

  @Override
  public List<String> header() {
    return file.columns();
  }

  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  @Override
  public TableRow next() {
    TableRow row = upcoming;
    if (row == null) {
      throw new NoSuchElementException();
    }
    upcoming = read();
    return row;
  }

  private @Nullable TableRow read() {
    try {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      long line = json.currentTokenLocation().getLineNr();
      return row(line, Feature.read(json));
    } catch (JacksonException e) {
      throw FeatureFile.unreadable(file.source(), e);
    }
  }

  private TableRow row(long line, Feature feature) {
    List<String> cells = new ArrayList<>();
    if (file.hasIds()) {
      cells.add(feature.id());
    }
    Feature.Middle where = feature.where();
    cells.add(where == null ? "" : where.latitude());
    cells.add(where == null ? "" : where.longitude());
    for (String column : file.columns().subList(cells.size(), file.columns().size())) {
      cells.add(feature.properties().getOrDefault(column, ""));
    }
    String note =
        where == null || where.isPoint()
            ? null
            : "the %s is taken as the middle of its bounds".formatted(where.geometry());
    return new TableRow(line, cells, note);
  }

  @Override
  public void close() {
    json.close();
  }
}
