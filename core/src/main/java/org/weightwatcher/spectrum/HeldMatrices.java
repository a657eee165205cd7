package org.weightwatcher.spectrum;

import java.lang.foreign.MemorySegment;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.linalg.Buffers;
import org.weightwatcher.linalg.Lapack;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.tensor.Decoder;

/// The matrices of a layer that are not decomposed as they are stored, each made as a whole, one at
/// a time.
sealed interface HeldMatrices
    permits StoredMatrices, FrequencyMatrices, ProductMatrix, StackedMatrix {

  /// What matrices are made with.
  ///
  /// @param decoder reads the weights
  /// @param lapack multiplies
  /// @param buffers scratch: every slot but [Buffers.Slot#VALUES] may be used while a matrix is
  ///   made
  /// @param random draws
  record Tools(Decoder decoder, Lapack lapack, Buffers buffers, RandomSource random) {}

  /// @return number of matrices
  int count();

  /// @param index of a matrix
  /// @return its rows
  int rows(int index);

  /// @param index of a matrix
  /// @return its columns
  int columns(int index);

  /// @param index of a matrix, `0 <= index < count`; each is made once, in order
  /// @param matrix receives it, row-major, in [Buffers.Slot#MATRIX]
  /// @return whether all entries are finite
  boolean make(int index, MemorySegment matrix);

  /// @param layer what to decompose
  /// @param options how
  /// @param tools to make them with
  /// @return its matrices
  static HeldMatrices of(Layer layer, AnalyzeOptions options, Tools tools) {
    return switch (layer.makeup()) {
      case Makeup.Whole _, Makeup.Slice _ -> new StoredMatrices(layer, options, tools);
      case Makeup.Frequencies _ -> new FrequencyMatrices(layer, options, tools);
      case Makeup.Product product -> new ProductMatrix(layer, product, options, tools);
      case Makeup.Stack stack -> new StackedMatrix(stack, options, tools);
    };
  }
}
