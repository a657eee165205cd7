package org.weightwatcher.format.hdf5;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.format.zip.MemorySource;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Tensor;

/// Opens HDF5 files in memory and decodes their datasets through the decoder of the tasks.
public final class Hdf5Reading {
  private Hdf5Reading() {}

  public static ByteSource source(String name, byte[] file) {
    return new MemorySource(name, MemorySegment.ofArray(file).asReadOnly());
  }

  static Hdf5Group open(byte[] file) {
    return Hdf5File.open(Hdf5Source.of("f.h5", source("f.h5", file))).root();
  }

  static Hdf5Object.Dataset dataset(byte[] file, String path) {
    return switch (open(file).find(path)) {
      case Hdf5Object.Dataset dataset -> dataset;
      case Hdf5Object other -> throw new AssertionError(other.toString());
    };
  }

  static Hdf5Object.Unreadable unreadable(byte[] file, String path) {
    return switch (open(file).find(path)) {
      case Hdf5Object.Unreadable unreadable -> unreadable;
      case Hdf5Object other -> throw new AssertionError(other.toString());
    };
  }

  static double[] decoded(byte[] file, String path) {
    return decoded(dataset(file, path).tensor("t"), sources(file));
  }

  /// One file that is opened under any name.
  public static ByteSources sources(byte[] file) {
    return new ByteSources() {
      @Override
      public ByteSource open(String name) {
        return source(name, file);
      }

      @Override
      public void close() {}
    };
  }

  /// All elements in row-major order, whatever the rank.
  public static double[] decoded(Tensor tensor, ByteSources sources) {
    int count = Math.toIntExact(tensor.shape().elements());
    Tensor flat =
        Tensor.rowMajor(tensor.name(), tensor.dtype(), Shape.of(count, 1), tensor.storage());
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(sources)) {
      MemorySegment target = arena.allocate(ValueLayout.JAVA_DOUBLE, Math.max(1, count));
      decoder.decode(flat.matrix(0, 1, 0, 0), target);
      return target.asSlice(0, 8L * count).toArray(ValueLayout.JAVA_DOUBLE);
    }
  }
}
