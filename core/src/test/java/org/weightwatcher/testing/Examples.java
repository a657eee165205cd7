package org.weightwatcher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The worked numbers of the specification, which the reference itself computed.
public final class Examples {
  private Examples() {}

  public static JsonNode of(Class<?> test, String id) {
    Path file = SharedFolder.require(test).resolve("spec/examples.json");
    JsonNode all = new ObjectMapper().readTree(file.toFile()).get("examples");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(example -> example.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  public static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /// Rows one after the other.
  public static double[] matrix(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .flatMapToDouble(row -> Arrays.stream(numbers(row)))
        .toArray();
  }

  /// A safetensors file with one float32 matrix.
  public static Path write(Path folder, String tensor, double[] matrix, int rows) {
    int columns = matrix.length / rows;
    byte[] header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(tensor, rows, columns, 4 * matrix.length)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + 4 * matrix.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (double value : matrix) {
      bytes.putFloat((float) value);
    }
    try {
      return Files.write(folder.resolve("model.safetensors"), bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
