package org.weightwatcher.format.numpy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Supplier;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.bytes.ByteSources;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelNote;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.Decoder;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Tensor;

/// What opening a file gives, as text, and the elements of tensors.
public final class Outcome {
  private Outcome() {}

  /// The tensors, or the failure with its three parts joined by bars.
  public static String of(Supplier<ModelFile> open) {
    try {
      return String.join("; ", tensors(open.get()));
    } catch (ModelFormatException e) {
      return e.code() + ": " + e.describe().replace("\n", " |");
    }
  }

  public static List<String> tensors(ModelFile model) {
    return model.tensors().stream().map(Outcome::text).toList();
  }

  public static List<String> notes(ModelFile model) {
    return model.notes().stream().map(Outcome::text).toList();
  }

  private static String text(ModelNote note) {
    return note.code() + ": " + note.message();
  }

  private static String text(StoredTensor stored) {
    return switch (stored) {
      case StoredTensor.Usable(Tensor tensor, var _, var _) ->
          tensor.shape().rank() == 0
              ? "%s %s scalar".formatted(tensor.name(), tensor.dtype().label())
              : tensor.toString();
      case StoredTensor.Unusable(var name, var shape, var _, var code, var reason) ->
          "%s [%s] %s: %s".formatted(name, shape, code, reason);
    };
  }

  public static Tensor tensor(ModelFile model, String name) {
    return model.tensors().stream()
        .filter(stored -> stored.name().equals(name))
        .map(stored -> ((StoredTensor.Usable) stored).tensor())
        .findFirst()
        .orElseThrow();
  }

  /// The matrix of the first two axes, the others at 0, row by row.
  public static double[] matrix(Tensor tensor, ByteSources sources) {
    return elements(tensor.matrix(0, 1, new long[tensor.shape().rank()]), sources);
  }

  /// The matrix row by row.
  public static double[] elements(MatrixView matrix, ByteSources sources) {
    long count = matrix.elements();
    try (Arena arena = Arena.ofConfined();
        Decoder decoder = new Decoder(sources)) {
      MemorySegment target = arena.allocate(Math.max(8, 8 * count), 8);
      decoder.decode(matrix, target);
      return target.asSlice(0, 8 * count).toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  /// Sources that know one file under every name.
  public static ByteSources only(ByteSource source) {
    return new ByteSources() {
      @Override
      public ByteSource open(String name) {
        return source;
      }

      @Override
      public void close() {}
    };
  }
}
