package org.weightwatcher.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.tensor.Shape;

/// Judge: the names that the libraries write.
class AdapterNamesTest {
  private static StoredTensor tensor(String name, long... shape) {
    return new StoredTensor.Unusable(name, Shape.of(shape), "f", ErrorCode.E_UNSUPPORTED, "");
  }

  private static Optional<AdapterNames.Layout> layout(StoredTensor... tensors) {
    return AdapterNames.layoutOf(List.of(tensors));
  }

  @ParameterizedTest
  @CsvSource({
    "base_model.model.h.0.q.lora_A.weight, base_model.model.h.0.q.lora_B.weight, PEFT",
    "m.q.lora_A.default.weight, m.q.lora_B.default.weight, PEFT",
    "m.wte.lora_embedding_A, m.wte.lora_embedding_B, PEFT",
    "unet.a.lora.down.weight, unet.a.lora.up.weight, DIFFUSERS",
    "a.processor.to_q_lora.down.weight, a.processor.to_q_lora.up.weight, DIFFUSERS",
    "lora_unet_a.lora_down.weight, lora_unet_a.lora_up.weight, KOHYA",
    "lora_unet_a.hada_w1_a, lora_unet_a.hada_w1_b, LYCORIS",
    "w_a_000, w_b_000, NUMBERED"
  })
  void knowsThePairsOfEachLayout(String down, String up, AdapterNames.Layout layout) {
    assertThat(layout(tensor(down, 4, 32), tensor(up, 16, 4))).contains(layout);
    assertThat(layout(tensor(up, 16, 4), tensor(down, 4, 32))).contains(layout);
    assertThat(AdapterNames.isPart(down)).isTrue();
    assertThat(AdapterNames.isPart(up)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "w_a_000, w_b_001",
    "w_a_00, w_b_00",
    "w_a_00x, w_b_00x",
    "m.lora_A.weight, n.lora_B.weight",
    "m.lora_A.one.weight, m.lora_B.two.weight",
    "m.down.weight, m.up.weight",
    "fc.weight, out.weight",
    "lora_a.weight, lora_b.weight"
  })
  void namesThatAreNoPairAreNoAdapter(String first, String second) {
    assertThat(layout(tensor(first, 4, 32), tensor(second, 16, 4))).isEmpty();
  }

  @Test
  void aNumberTiesOnlyFactorsThatFit() {
    assertThat(layout(tensor("w_a_000", 4, 32), tensor("w_b_000", 16, 5))).isEmpty();
    assertThat(layout(tensor("w_a_000", 4), tensor("w_b_000", 16, 4))).isEmpty();
  }

  @Test
  void aModelWithOtherMatricesIsAModel() {
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(tensor("q.lora_A.weight", 4, 32));
    tensors.add(tensor("q.lora_B.weight", 16, 4));
    tensors.add(tensor("q.lora_B.bias", 16));
    tensors.add(tensor("q.alpha"));
    assertThat(AdapterNames.layoutOf(tensors)).contains(AdapterNames.Layout.PEFT);
    tensors.add(tensor("q.base_layer.weight", 16, 32));
    assertThat(AdapterNames.layoutOf(tensors)).isEmpty();
  }

  @Test
  void halfAPairIsNoAdapter() {
    assertThat(layout(tensor("q.lora_A.weight", 4, 32))).isEmpty();
    assertThat(layout()).isEmpty();
  }
}
