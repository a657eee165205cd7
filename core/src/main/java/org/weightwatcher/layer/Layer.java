package org.weightwatcher.layer;

import java.io.Serializable;
import java.util.List;
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
    List<MatrixView> matrices)
    implements Serializable {

  /// Copies the list.
  public Layer {
    matrices = List.copyOf(matrices);
  }

  /// @return number of matrices, the reference's receptive field
  public int rf() {
    return matrices.size();
  }

  /// @return `N/M`; -1 if M is 0
  public double q() {
    return m == 0 ? -1 : (double) n / m;
  }

  /// @return number of eigenvalues that the size limits look at, `M·rf`
  public long plannedEvals() {
    return Math.multiplyExact(m, (long) rf());
  }

  /// @return number of eigenvalues that the matrices have; at most 2^31 - 1
  /// @throws ArithmeticException above that
  public int evals() {
    return Math.toIntExact(Math.multiplyExact(shortSide(), (long) rf()));
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

  /// @return estimated cost of the spectrum in multiplications, `rf·N·M²`
  public double cost() {
    return (double) rf() * longSide() * shortSide() * shortSide();
  }
}
