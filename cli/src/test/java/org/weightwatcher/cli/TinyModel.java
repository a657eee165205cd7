package org.weightwatcher.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Writes small safetensors files: float32, seeded.
public final class TinyModel {
  private final List<String> entries = new ArrayList<>();
  private final List<float[]> data = new ArrayList<>();
  private long end;
  private final SplittableRandom random = new SplittableRandom(7);

  /// Gaussian numbers: no layer that has learned anything.
  public TinyModel gaussian(String name, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return tensor(name, "[%d,%d]".formatted(rows, columns), values);
  }

  /// A diagonal matrix, so that the eigenvalues are known: the squares.
  public TinyModel diagonal(String name, double... singular) {
    int n = singular.length;
    float[] values = new float[n * n];
    for (int i = 0; i < n; i++) {
      values[i * n + i] = (float) singular[i];
    }
    return tensor(name, "[%d,%d]".formatted(n, n), values);
  }

  public TinyModel vector(String name, int length) {
    return tensor(name, "[%d]".formatted(length), new float[length]);
  }

  public TinyModel tensor(String name, String shape, float[] values) {
    long begin = end;
    end += 4L * values.length;
    entries.add(
        "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(name, shape, begin, end));
    data.add(values);
    return this;
  }

  public String write(Path file) {
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) (8 + header.length + end)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    data.forEach(values -> {
      for (float value : values) {
        bytes.putFloat(value);
      }
    });
    try {
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
