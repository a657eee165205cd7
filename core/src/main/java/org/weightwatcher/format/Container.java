package org.weightwatcher.format;

/// The kinds of files that are read; the label is the word in results.
public enum Container {
  /// One safetensors file, or shards of them.
  SAFETENSORS("safetensors"),
  /// PyTorch's zip container (since 1.6), or shards of them.
  TORCH_ZIP("pytorch"),
  /// PyTorch's stream of pickles (until 1.5).
  TORCH_LEGACY("pytorch-legacy"),
  /// PyTorch's tar file (until 0.1.10).
  TORCH_TAR("pytorch-tar"),
  /// One NumPy array, or the Python tool's folder of them.
  NPY("npy"),
  /// An archive of NumPy arrays.
  NPZ("npz"),
  /// HDF5 with weights of Keras: a whole model or weights alone.
  KERAS_HDF5("keras-hdf5"),
  /// The archive of Keras 3, with weights in HDF5.
  KERAS_ZIP("keras");

  private final String label;

  Container(String label) {
    this.label = label;
  }

  /// @return the word in results and of `--input-format`
  public String label() {
    return label;
  }
}
