package org.weightwatcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightwatcher.bytes.LocalFiles;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.format.detect.Detection;

/// Opens a model of a container that the reference does not read the way the reference was handed
/// it: a dictionary of all tensors of rank 2 and 4 in the file's order, each called `NAME.weight`,
/// ids from 1.
public final class MatricesAsStateDict {
  private MatricesAsStateDict() {}

  public static Model open(Path path) {
    LocalFiles files = new LocalFiles();
    ModelFile file = Detection.open(path.toString(), files, Optional.empty());
    List<StoredTensor> matrices = new ArrayList<>();
    for (StoredTensor stored : file.tensors()) {
      int rank = stored.shape().rank();
      if ((rank == 2 || rank == 4)
          && stored instanceof StoredTensor.Usable(var tensor, var part, var _)) {
        matrices.add(new StoredTensor.Usable(tensor.named(tensor.name() + ".weight"), part));
      }
    }
    return new Model(
        new ModelFile(
            file.location(),
            file.container(),
            ModelFile.Order.MEANINGFUL,
            1,
            matrices,
            file.parts(),
            file.metadata(),
            file.notes()),
        files);
  }
}
