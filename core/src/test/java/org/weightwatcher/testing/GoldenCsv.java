package org.weightwatcher.testing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table that the reference wrote: header, and rows as column to text.
public record GoldenCsv(List<String> header, List<Map<String, String>> rows) {
  public GoldenCsv {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  public static GoldenCsv read(Path file) {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      return of(reader.stream().map(CsvRecord::getFields).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static GoldenCsv parse(String text) {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
      return of(reader.stream().map(CsvRecord::getFields).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCsv of(List<List<String>> records) {
    if (records.isEmpty()) {
      return new GoldenCsv(List.of(), List.of());
    }
    List<String> header = records.getFirst();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> fields : records.subList(1, records.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), fields.get(i));
      }
      rows.add(row);
    }
    return new GoldenCsv(header, rows);
  }

  /// `NaN` and an empty field are NaN, `inf` and `-inf` the infinities.
  public static double number(String text) {
    return switch (text) {
      case "", "NaN", "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
