package org.weightwatcher.format.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.format.Container;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.StoredTensor;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;
import org.weightwatcher.tensor.Storage;
import org.weightwatcher.tensor.Tensor;

/// Judge: the table of precedence; ranks are separated by a bar, equals by a plus.
class WeightSetsTest {
  @ParameterizedTest
  @CsvSource({
    "pytorch_model.bin model.safetensors, model.safetensors > pytorch_model.bin",
    "model.safetensors model.safetensors.index.json,"
        + " model.safetensors.index.json > model.safetensors",
    "x.safetensors consolidated.safetensors, consolidated.safetensors > x.safetensors",
    "x.safetensors consolidated.00.pth, consolidated.00.pth > x.safetensors",
    "b.safetensors a.safetensors, b.safetensors + a.safetensors",
    "m-00001-of-00002.safetensors m-00002-of-00002.safetensors, m-*-of-00002.safetensors",
    "m-00001-of-00001.safetensors m.safetensors.index.json, m.safetensors.index.json",
    "model.fp16.safetensors model.pt, model.fp16.safetensors > model.pt",
    "a.fp16.safetensors a.bf16.safetensors, a.fp16.safetensors + a.bf16.safetensors",
    "a.safetensors a.fp16.safetensors, a.safetensors > a.fp16.safetensors",
    "model.pt model.pth pytorch_model.bin x.ckpt,"
        + " pytorch_model.bin > model.pth > model.pt > x.ckpt",
    "a.gguf b.onnx c.pth.tar, c.pth.tar > a.gguf + b.onnx",
    "c.msgpack a.npz b.onnx d.npy m.pt, m.pt > b.onnx > a.npz > d.npy > c.msgpack",
    "a.npz b.npz, a.npz + b.npz",
    "ww_config.json fc.weight.npy fc.bias.npy m.bin a.h5, m.bin > ww_config.json > a.h5",
    "ww_config.json fc.npy, fc.npy",
    "optimizer.pt rng_state_0.pth training_args.bin scaler.pt adapter_model.safetensors, ''",
    "my_lora.safetensors x_model_states.pt readme.md, ''"
  })
  void setsComeInTheOrderOfTheTable(String files, String expected) {
    String found =
        WeightSets.of(Arrays.asList(files.split(" "))).stream()
            .map(rank -> rank.stream().map(WeightSet::title).collect(Collectors.joining(" + ")))
            .collect(Collectors.joining(" > "));
    assertThat(found).isEqualTo(expected);
  }

  private static StoredTensor tensor(String name) {
    Storage storage = Storage.plain("a.bin", 0, 4);
    return new StoredTensor.Usable(Tensor.rowMajor(name, DType.F32, Shape.of(1), storage), "a.bin");
  }

  /// PyTorch's dictionaries have an order of their own, so the index only chooses.
  @Test
  void shardsOfPyTorchKeepTheirOwnOrder() {
    ShardIndex index =
        new ShardIndex(Map.of("b", "a.bin", "a", "a.bin", "copy", "other.bin"), Optional.empty());
    ModelFile shard =
        new ModelFile(
            "a.bin",
            Container.TORCH_ZIP,
            ModelFile.Order.MEANINGFUL,
            1,
            List.of(tensor("b"), tensor("extra"), tensor("copy"), tensor("a")),
            List.of(),
            Map.of(),
            List.of());
    assertThat(new IndexMerge("i", index).ofShard("a.bin", shard).stream().map(StoredTensor::name))
        .containsExactly("b", "extra", "a");
  }
}
