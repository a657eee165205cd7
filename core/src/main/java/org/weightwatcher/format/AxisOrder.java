package org.weightwatcher.format;

/// Which end of a weight tensor the outputs of its layer stand at.
public enum AxisOrder {
  /// Outputs first, kernel positions last: PyTorch.
  OUTPUTS_FIRST,
  /// Kernel positions first, outputs last: Keras and TensorFlow.
  OUTPUTS_LAST,
  /// The file does not say.
  UNKNOWN
}
