package org.weightwatcher.layer;

import java.io.Serializable;
import java.util.List;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;

/// How the matrices that make one row come from the stored ones.
public sealed interface Makeup extends Serializable {
  /// All matrices of a tensor, their spectra pooled.
  ///
  /// @param kernel how the matrices are arranged: the axes of a convolution's kernel; rank 0 for a
  ///   single matrix
  record Whole(Shape kernel) implements Makeup {
    /// A single matrix.
    public static final Whole SINGLE = new Whole(Shape.of());
  }

  /// One matrix of a tensor.
  ///
  /// @param id index of the matrix in the tensor, from 0
  /// @param of number of matrices of the tensor
  record Slice(int id, int of) implements Makeup {}

  /// A convolution as an operator on periodic images: one complex matrix for each frequency of a
  /// grid, their spectra pooled (Sedghi, Gupta & Long 2019).
  ///
  /// @param kernel the two axes of the kernel
  record Frequencies(Shape kernel) implements Makeup {
    /// Frequencies along each axis, as the reference means to have.
    public static final int GRID = 32;

    /// Number of frequencies.
    public static final int COUNT = GRID * GRID;
  }

  /// The product of the first matrix of the layer before with the first of this one.
  ///
  /// @param left a x s
  /// @param right s x b
  /// @param sparsify whether a random matrix of zeros and ones, s x s, stands between them
  /// @param kept how many of the largest singular values count
  record Product(MatrixView left, MatrixView right, boolean sparsify, long kept)
      implements Makeup {}

  /// All layers in one matrix: the matrices of a layer side by side, scaled, padded with zeros on
  /// the right, one layer below the other.
  ///
  /// @param layers at least one
  /// @param kept how many of the largest singular values count
  record Stack(List<Layer> layers, long kept) implements Makeup {
    /// Copies the list.
    public Stack {
      layers = List.copyOf(layers);
    }

    /// @return number of rows
    public long rows() {
      return layers.stream().mapToLong(layer -> height(layer)).sum();
    }

    /// @return number of columns: those of the widest layer
    public long columns() {
      return layers.stream().mapToLong(Stack::width).max().orElse(0);
    }

    /// @param layer one of the layers
    /// @return its rows
    public static long height(Layer layer) {
      return held(layer, 0).rows();
    }

    /// @param layer one of the layers
    /// @return columns of its matrices side by side
    public static long width(Layer layer) {
      return Math.multiplyExact(held(layer, 0).columns(), (long) layer.matrices().size());
    }

    /// @param layer one of the layers
    /// @param index of one of its matrices
    /// @return the matrix as the reference holds it: kernels with the longer side first, those of
    ///   Keras with the shorter side first
    public static MatrixView held(Layer layer, int index) {
      MatrixView view = layer.matrices().get(index);
      if (layer.type() != LayerType.CONV2D) {
        return view;
      }
      return positionsFirst(layer) ? view.wide() : view.tall();
    }

    private static boolean positionsFirst(Layer layer) {
      Shape shape = layer.shape();
      return shape.rank() == 4
          && layer.kernel().equals(Shape.of(shape.dim(0), shape.dim(1)))
          && !layer.kernel().equals(Shape.of(shape.dim(2), shape.dim(3)));
    }
  }
}
