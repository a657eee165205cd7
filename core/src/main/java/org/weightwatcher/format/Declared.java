package org.weightwatcher.format;

/// What a file says about the layer of a tensor beside the tensor's name and numbers. What follows
/// from it is decided by the rules of layers.
///
/// @param layer full name of the layer; empty where the name of the tensor has to tell
/// @param module class of the layer without its package (`Conv2d`, `LSTM`, `Dense`); empty where
///   unknown
/// @param role what the tensor is to its layer (`kernel`, `recurrent_kernel`, `bias`); empty where
///   the name of the tensor has to tell
/// @param axes which axes are outputs
/// @param leadingInputs of a tensor with more axes than a matrix, how many of the first ones are
///   inputs, the others being outputs; 0 where the class tells
public record Declared(
    String layer, String module, String role, AxisOrder axes, int leadingInputs) {
  /// Nothing.
  public static final Declared NOTHING = new Declared("", "", "", AxisOrder.UNKNOWN, 0);

  /// @param module class of the layer without its package
  /// @return that and nothing else, in PyTorch's order of axes
  public static Declared ofTorch(String module) {
    return new Declared("", module, "", AxisOrder.OUTPUTS_FIRST, 0);
  }
}
