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
/// @param part whether these are all matrices of the tensor or one of them
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
    Part part)
    implements Serializable {

  /// Copies the list.
  public Layer {
    matrices = List.copyOf(matrices);
  }

  /// A layer with all matrices of its tensor; parameters as above.
  public Layer(
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
      List<MatrixView> matrices) {
    this(id, name, longname, type, tensor, file, dtype, shape, n, m, matrices, new Part.Whole());
  }

  /// @return one layer for each matrix, in their order
  List<Layer> slices() {
    return IntStream.range(0, matrices.size()).mapToObj(this::slice).toList();
  }

  private Layer slice(int i) {
    return new Layer(
        id,
        name,
        longname,
        type,
        tensor,
        file,
        dtype,
        shape,
        n,
        m,
        List.of(matrices.get(i)),
        new Part.Slice(i, matrices.size()));
  }

  /// @return index in the tensor, where the layer is one of its matrices
  public OptionalInt sliceId() {
    return switch (part) {
      case Part.Whole() -> OptionalInt.empty();
      case Part.Slice(int index, _) -> OptionalInt.of(index);
    };
  }

  /// @return number of matrices of the tensor, the reference's receptive field
  public int rf() {
    return switch (part) {
      case Part.Whole() -> matrices.size();
      case Part.Slice(_, int of) -> of;
    };
  }

  /// @return `N/M`; -1 if M is 0
  public double q() {
    return m == 0 ? -1 : (double) n / m;
  }

  /// @return number of eigenvalues that the size limits look at, `M` for each matrix
  public long plannedEvals() {
    return Math.multiplyExact(m, (long) matrices.size());
  }

  /// @return number of eigenvalues that the matrices have; at most 2^31 - 1
  /// @throws ArithmeticException above that
  public int evals() {
    return Math.toIntExact(Math.multiplyExact(shortSide(), (long) matrices.size()));
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
    return shape.elements();
  }

  /// @return estimated cost of the spectrum in multiplications, `N·M²` for each matrix
  public double cost() {
    return (double) matrices.size() * longSide() * shortSide() * shortSide();
  }
}
