package org.weightwatcher.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.ModelPart;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Layers and models without files: descriptions only.
public final class TinyLayers {
  /// The only file of a model of one part.
  public static final String FILE = "folder/model.safetensors";

  private TinyLayers() {}

  public static Tensor tensor(String name, DType dtype, long... dims) {
    Shape shape = Shape.of(dims);
    long bytes = shape.elements() * dtype.bits() / 8;
    // Storages are told apart by their offsets: one a name.
    return Tensor.rowMajor(
        name, dtype, shape, Storage.plain(FILE, (name.hashCode() & 0xffffL) << 20, bytes));
  }

  public static StoredTensor f32(String name, long... dims) {
    return stored(tensor(name, DType.F32, dims));
  }

  public static StoredTensor stored(Tensor tensor) {
    return new StoredTensor.Usable(tensor, FILE);
  }

  public static StoredTensor inPart(String part, String name, long... dims) {
    return new StoredTensor.Usable(tensor(name, DType.F32, dims), part);
  }

  public static ModelFile model(ModelFile.Order order, int firstId, StoredTensor... tensors) {
    return model(order, firstId, List.of(tensors));
  }

  public static ModelFile model(ModelFile.Order order, int firstId, List<StoredTensor> tensors) {
    List<ModelPart> parts = new ArrayList<>();
    tensors.stream()
        .map(StoredTensor::part)
        .distinct()
        .forEach(part -> parts.add(new ModelPart(part, 1000, "00")));
    return new ModelFile(
        FILE, Container.SAFETENSORS, order, firstId, tensors, parts, Map.of(), List.of());
  }

  public static Layer layer(int id, String longname, LayerType type, long... dims) {
    Tensor tensor = tensor(longname + ".weight", DType.F32, dims);
    List<org.weightwatcher.tensor.MatrixView> matrices = new ArrayList<>();
    long positions = dims.length == 4 ? dims[2] * dims[3] : 1;
    for (long i = 0; i < positions; i++) {
      long[] fixed = dims.length == 4 ? new long[] {0, 0, i / dims[3], i % dims[3]} : new long[2];
      matrices.add(tensor.matrix(0, 1, fixed));
    }
    long[] sides = Arrays.stream(dims).limit(2).sorted().toArray();
    return new Layer(
        id,
        longname.substring(longname.lastIndexOf('.') + 1),
        longname,
        type,
        tensor.name(),
        FILE,
        DType.F32,
        tensor.shape(),
        sides[1],
        sides[0],
        matrices,
        new Makeup.Whole(dims.length == 4 ? Shape.of(dims[2], dims[3]) : Shape.of()));
  }

  public static Layer dense(int id, String longname, long rows, long columns) {
    return layer(id, longname, LayerType.DENSE, rows, columns);
  }
}
