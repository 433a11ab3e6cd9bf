package dev.placemill.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import dev.placemill.reference.file.Publisher;
import dev.placemill.table.RowReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// How the columns of a Parquet file are read as a table: those of Overture and Foursquare are
/// known; of any other file the flat ones are what they are called, and a geometry gives the
/// coordinates.
///
/// @param publisher whose columns they are, or null
/// @param geometry the column that has them, or null
record ParquetLayout(@Nullable Publisher publisher, List<String> columns, @Nullable String geometry)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String LATITUDE = "latitude";
  private static final String LONGITUDE = "longitude";

  static ParquetLayout of(InputFile file) {
    InputFile.ParquetForm form = Objects.requireNonNull(file.parquet());
    List<String> columns = form.columns();
    Publisher publisher = Publisher.findByColumns(columns).orElse(null);
    return new ParquetLayout(publisher, columns, form.geometry());
  }

  /// @throws dev.placemill.table.UnusableList when its columns cannot describe places
  void requireUsable(Map<String, String> byHand) {
    List<String> header = new ArrayList<>(columns);
    if (publisher == Publisher.OVERTURE) {
      header = new ArrayList<>(List.of("name", "address"));
    }
    addCoordinates(header);
    RowReader.of(header, byHand);
  }

  private void addCoordinates(List<String> header) {
    if (geometry != null) {
      for (String name : List.of(LATITUDE, LONGITUDE)) {
        if (!header.contains(name)) {
          header.add(name);
        }
      }
    }
  }

  /// The table's columns with what is to be selected for each; the coordinates that a geometry
  /// gives are added later.
  Map<String, Column> selection(StructType schema) {
    return switch (publisher) {
      case OVERTURE -> overture(schema);
      case FOURSQUARE -> foursquare(schema);
      case null -> flat(schema);
    };
  }

  private static Map<String, Column> overture(StructType schema) {
    Map<String, Column> table = new LinkedHashMap<>();
    table.put("id", at(schema, "id"));
    table.put("name", at(schema, "names", "primary"));
    Column city = at(schema, "addresses", 0, "locality");
    Column state = regexp_replace(at(schema, "addresses", 0, "region"), lit("^[A-Z]{2}-"), lit(""));
    Column postcode = at(schema, "addresses", 0, "postcode");
    Column country = at(schema, "addresses", 0, "country");
    table.put(
        "address", full(at(schema, "addresses", 0, "freeform"), city, state, postcode, country));
    table.put("city", city);
    table.put("state", state);
    table.put("postcode", postcode);
    table.put("country", country);
    table.put(
        "category",
        coalesce(
            at(schema, "categories", "primary"),
            at(schema, "taxonomy", "primary"),
            at(schema, "basic_category")));
    table.put("brand", at(schema, "brand", "names", "primary"));
    table.put("website", at(schema, "websites", 0));
    table.put("phone", at(schema, "phones", 0));
    table.put("email", at(schema, "emails", 0));
    if (schema.getFieldIndex("geometry").isEmpty() && schema.getFieldIndex("bbox").isDefined()) {
      table.put(LATITUDE, middle(schema, "ymin", "ymax"));
      table.put(LONGITUDE, middle(schema, "xmin", "xmax"));
    }
    return table;
  }

  private static Column middle(StructType schema, String low, String high) {
    return at(schema, "bbox", low)
        .cast("double")
        .plus(at(schema, "bbox", high).cast("double"))
        .divide(2);
  }

  private static Map<String, Column> foursquare(StructType schema) {
    Map<String, Column> table = new LinkedHashMap<>();
    table.put("id", at(schema, "fsq_place_id"));
    table.put("name", at(schema, "name"));
    table.put(LATITUDE, at(schema, "latitude"));
    table.put(LONGITUDE, at(schema, "longitude"));
    Column city = coalesce(at(schema, "locality"), at(schema, "post_town"));
    Column state = coalesce(at(schema, "region"), at(schema, "admin_region"));
    Column postcode = at(schema, "postcode");
    Column country = at(schema, "country");
    table.put("address", full(at(schema, "address"), city, state, postcode, country));
    table.put("city", city);
    table.put("state", state);
    table.put("postcode", postcode);
    table.put("country", country);
    table.put("phone", at(schema, "tel"));
    table.put("website", at(schema, "website"));
    table.put("email", at(schema, "email"));
    // A path from the general to the special, as `Dining and Drinking > Cafe`.
    table.put(
        "category", regexp_replace(at(schema, "fsq_category_labels", 0), lit("^.*> *"), lit("")));
    return table;
  }

  /// Nothing where no line says the street.
  private static Column full(Column line, Column... rest) {
    Column[] all = new Column[rest.length + 1];
    all[0] = line;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return when(line.isNotNull(), concat_ws(", ", all));
  }

  private static Map<String, Column> flat(StructType schema) {
    Map<String, Column> table = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      DataType type = field.dataType();
      if (!(type instanceof StructType
          || type instanceof ArrayType
          || type instanceof MapType
          || type instanceof BinaryType)) {
        table.put(field.name(), named(field.name()));
      }
    }
    return table;
  }

  /// A column whose name may have dots in it.
  static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /// What is at a path of names and positions below a column; null where there is no such thing. A
  /// column that holds JSON as text is looked into as well.
  private static Column at(StructType schema, String column, Object... path) {
    if (schema.getFieldIndex(column).isEmpty()) {
      return lit(null).cast("string");
    }
    return at(schema.apply(column).dataType(), named(column), Arrays.asList(path));
  }

  private static Column at(DataType type, Column column, List<Object> path) {
    if (path.isEmpty()) {
      return column.cast("string");
    }
    Object step = path.getFirst();
    List<Object> rest = path.subList(1, path.size());
    return switch (type) {
      case ArrayType array when step instanceof Integer position ->
          at(array.elementType(), get(column, lit(position)), rest);
      case StructType struct
          when step instanceof String name && struct.getFieldIndex(name).isDefined() ->
          at(struct.apply(name).dataType(), column.getField(name), rest);
      case StringType _ -> get_json_object(column, jsonPath(path));
      default -> lit(null).cast("string");
    };
  }

  private static String jsonPath(List<Object> path) {
    StringBuilder text = new StringBuilder("$");
    for (Object step : path) {
      text.append(step instanceof Integer ? "[" + step + "]" : "." + step);
    }
    return text.toString();
  }
}
