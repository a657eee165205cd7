package org.weightwatcher.layer;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.MatrixView;
import org.weightwatcher.tensor.Shape;

/// One weight tensor as the matrices whose spectra are pooled: a description, no bytes.
/// Serializable.
///
/// @param id layer id
/// @param name last segment of the path; with the reference's rules the whole path
/// @param longname path without the suffix of the role
/// @param type kind
/// @param tensor name of the tensor as the file spells it
/// @param file the file that holds it
/// @param dtype stored element type
/// @param shape dimensions of the tensor
/// @param n longer side of one matrix (with the reference's rules sometimes the shorter one)
/// @param m shorter side of one matrix (with the reference's rules sometimes the longer one)
/// @param matrices one for a dense layer; one per kernel position for a convolution
/// @param makeup how the matrices that are decomposed come from these
public record Layer(
    int id,
    String name,
    String longname,
    LayerType type,
    String tensor,
    String file,
    DType dtype,
    Shape shape,
    long n,
    long m,
    List<MatrixView> matrices,
    Makeup makeup)
    implements Serializable {

  /// Copies the list.
  public Layer {
    matrices = List.copyOf(matrices);
  }

  /// @return one layer for each matrix, in their order
  List<Layer> slices() {
    return IntStream.range(0, matrices.size())
        .mapToObj(i -> made(List.of(matrices.get(i)), new Makeup.Slice(i, matrices.size())))
        .toList();
  }

  /// @param made how its rows are made
  /// @return the same layer, made so
  Layer made(Makeup made) {
    return made(matrices, made);
  }

  private Layer made(List<MatrixView> views, Makeup made) {
    return new Layer(id, name, longname, type, tensor, file, dtype, shape, n, m, views, made);
  }

  /// @return index in the tensor, where the layer is one of its matrices
  public OptionalInt sliceId() {
    return makeup instanceof Makeup.Slice(int index, _)
        ? OptionalInt.of(index)
        : OptionalInt.empty();
  }

  /// @return how the matrices of the tensor are arranged; rank 0 for a single one
  public Shape kernel() {
    return switch (makeup) {
      case Makeup.Whole(Shape kernel) -> kernel;
      case Makeup.Frequencies(Shape kernel) -> kernel;
      case Makeup.Slice _, Makeup.Product _, Makeup.Stack _ -> Shape.of();
    };
  }

  /// @return number of matrices of the tensor, the reference's receptive field; of frequencies
  ///   their number
  public int rf() {
    return switch (makeup) {
      case Makeup.Whole _, Makeup.Product _ -> matrices.size();
      case Makeup.Slice(_, int of) -> of;
      case Makeup.Frequencies _ -> Makeup.Frequencies.COUNT;
      case Makeup.Stack _ -> 1;
    };
  }

  /// @return `N/M`; -1 if M is 0
  public double q() {
    return m == 0 ? -1 : (double) n / m;
  }

  /// @return number of eigenvalues that the size limits look at, `M` for each matrix
  public long plannedEvals() {
    return evalsOf(m);
  }

  /// @return number of eigenvalues that the matrices have; at most 2^31 - 1
  /// @throws ArithmeticException above that
  public int evals() {
    return Math.toIntExact(evalsOf(shortSide()));
  }

  private long evalsOf(long side) {
    return switch (makeup) {
      case Makeup.Whole _, Makeup.Slice _ -> Math.multiplyExact(side, (long) matrices.size());
      case Makeup.Frequencies _ -> Math.multiplyExact(side, (long) Makeup.Frequencies.COUNT);
      case Makeup.Product product -> product.kept();
      case Makeup.Stack stack -> stack.kept();
    };
  }

  /// @return the true longer side of one matrix
  public long longSide() {
    return Math.max(n, m);
  }

  /// @return the true shorter side of one matrix
  public long shortSide() {
    return Math.min(n, m);
  }

  /// @return number of weights
  public long parameters() {
    return makeup instanceof Makeup.Stack stack
        ? stack.layers().stream().mapToLong(Layer::parameters).sum()
        : shape.elements();
  }

  /// @return estimated cost of the spectrum in multiplications, `N·M²` for each matrix
  public double cost() {
    double one = (double) longSide() * shortSide() * shortSide();
    return switch (makeup) {
      case Makeup.Whole _, Makeup.Slice _ -> matrices.size() * one;
      // Half of the frequencies are conjugates; a complex matrix is held as one twice as large.
      case Makeup.Frequencies _ -> 4.0 * Makeup.Frequencies.COUNT * one;
      case Makeup.Product product ->
          one + (double) product.left().elements() * (product.right().elements() / longSide() + 1);
      case Makeup.Stack _ -> one;
    };
  }
}
