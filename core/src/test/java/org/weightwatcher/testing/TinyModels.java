package org.weightwatcher.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;

/// Writes small safetensors files from the published layout.
public final class TinyModels {
  private record Entry(String name, String dtype, List<Long> shape, LongToDoubleFunction values) {
    long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }

    int width() {
      return dtype.equals("F64") || dtype.equals("I64") ? 8 : 4;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  public TinyModels f32(String name, long[] shape, double... values) {
    return add(name, "F32", shape, i -> values[(int) i]);
  }

  public TinyModels f64(String name, long[] shape, double... values) {
    return add(name, "F64", shape, i -> values[(int) i]);
  }

  /// A tensor whose elements are a function of their row-major index.
  public TinyModels add(String name, String dtype, long[] shape, LongToDoubleFunction values) {
    entries.add(new Entry(name, dtype, Arrays.stream(shape).boxed().toList(), values));
    return this;
  }

  /// Writes the file and gives its path back.
  public Path write(Path file) {
    List<String> parts = new ArrayList<>();
    long end = 0;
    for (Entry entry : entries) {
      long begin = end;
      end += entry.elements() * entry.width();
      String shape = entry.shape.stream().map(String::valueOf).collect(Collectors.joining(","));
      parts.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(entry.name, entry.dtype, shape, begin, end));
    }
    byte[] header = ("{" + String.join(",", parts) + "}").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      byte[] length = new byte[8];
      littleEndian(length).putLong(header.length);
      out.write(length);
      out.write(header);
      for (Entry entry : entries) {
        write(entry, out);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Entry entry, OutputStream out) throws IOException {
    byte[] bytes = new byte[entry.width()];
    ByteBuffer one = littleEndian(bytes);
    for (long i = 0; i < entry.elements(); i++) {
      double value = entry.values.applyAsDouble(i);
      switch (entry.dtype) {
        case "F64" -> one.putDouble(0, value);
        case "F32" -> one.putFloat(0, (float) value);
        case "I64" -> one.putLong(0, (long) value);
        default -> throw new IllegalArgumentException(entry.dtype);
      }
      out.write(bytes);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
