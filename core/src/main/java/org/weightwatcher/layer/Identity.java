package org.weightwatcher.layer;

import java.util.Locale;
import java.util.Set;
import org.weightwatcher.format.AxisOrder;
import org.weightwatcher.format.Declared;
import org.weightwatcher.format.StoredTensor;

/// What is known of a tensor beside its numbers: what the file declares, and where it declares
/// nothing, what the name says.
///
/// @param tensorName as the file spells it
/// @param longname path of the layer
/// @param role what the tensor is to its layer
/// @param module class of the layer in small letters; empty where unknown
/// @param axes which axes are outputs
/// @param leadingInputs of a tensor with more axes than a matrix, how many of the first ones are
///   inputs; 0 where unknown
record Identity(
    String tensorName,
    String longname,
    String role,
    String module,
    AxisOrder axes,
    int leadingInputs) {
  private static final Set<String> MAIN_ROLES =
      Set.of("weight", "weight_orig", "kernel", "embeddings", "embedding");
  private static final Set<String> ROLES_WITHOUT_MATRIX =
      Set.of("bias", "gamma", "beta", "moving_mean", "moving_variance");
  private static final String KERNEL = "_kernel";

  /// @param stored a tensor
  /// @param siblings the other tensors
  /// @return what is known of it
  static Identity of(StoredTensor stored, Siblings siblings) {
    Declared declared =
        stored instanceof StoredTensor.Usable usable ? usable.declared() : Declared.NOTHING;
    String name = stored.name();
    String role = declared.role().isEmpty() ? NameRules.role(name) : declared.role();
    String module = declared.module().toLowerCase(Locale.ROOT);
    boolean cell =
        NameRules.isRecurrent(module)
            || siblings.shape(name, "kernel", "recurrent_kernel").isPresent();
    return new Identity(
        name,
        longname(name, declared.layer(), role, module, cell),
        role,
        module,
        declared.axes(),
        declared.leadingInputs());
  }

  private static String longname(
      String name, String layer, String role, String module, boolean cell) {
    if (layer.isEmpty()) {
      return cell ? name : NameRules.longname(name);
    }
    boolean depthwise = module.startsWith("depthwise") && role.equals("depthwise" + KERNEL);
    if (!cell && (MAIN_ROLES.contains(role) || depthwise)) {
      return layer;
    }
    // A separable convolution is two layers; a recurrent one has a matrix for its input and one for
    // its state.
    boolean separable = role.endsWith(KERNEL) && module.startsWith("separable");
    return layer + "." + (separable ? role.substring(0, role.length() - KERNEL.length()) : role);
  }

  /// @return last segment of the long name in small letters
  String lastWord() {
    return NameRules.lastSegment(longname).toLowerCase(Locale.ROOT);
  }

  /// @return whether name or role say that there is no matrix to analyse, whatever the shape
  boolean isBuffer() {
    return NameRules.isBuffer(tensorName) || ROLES_WITHOUT_MATRIX.contains(role);
  }

  /// @return whether the tensor scales, as the weight of a normalisation does
  boolean isScale() {
    return role.equals("weight") || role.equals("gamma") || role.equals("scale");
  }

  /// @return the type where there is no matrix: norm or other
  LayerType typeWithoutMatrix() {
    return module.contains("norm") ? LayerType.NORM : NameRules.typeWithoutMatrix(longname);
  }

  /// @return whether the tensor is a kernel by name, of a file that does not say in which order its
  ///   axes are: as Keras and Flax write them, outputs last
  boolean isKernelByName() {
    return axes == AxisOrder.UNKNOWN && role.equals("kernel");
  }
}
