package org.weightwatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.layer.LayerList;
import org.weightwatcher.layer.SkippedTensor;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.testing.SharedFolder;

/// Judge: the numbers of tensors that the models' descriptions give.
class AdapterFilesTest {
  @ParameterizedTest
  @CsvSource({
    "lora-layouts/kohya.safetensors, kohya, 6, 4",
    "lora-layouts/diffusers-old.safetensors, diffusers, 2, 2",
    "lora-layouts/diffusers-processor.safetensors, diffusers, 2, 2",
    "sam-lora/lora_rank2.safetensors, numbered pairs, 48, 48",
    "chartransformer-lora, PEFT, 18, 18",
    "chartransformer-lora/adapter_config.json, PEFT, 18, 18",
    "chartransformer-lora/adapter_model.safetensors, PEFT, 18, 18",
    "chartransformer-lora/rslora-r12, PEFT, 18, 18"
  })
  void adaptersAreDescribedAndNotAnalysed(String path, String layout, int tensors, int factors) {
    Path file = SharedFolder.require(getClass()).resolve("models").resolve(path);
    try (Model model = WeightWatcher.open(file)) {
      assertThat(model.file().notes())
          .filteredOn(note -> note.code().equals("I_ADAPTER"))
          .singleElement()
          .satisfies(note ->
              assertThat(note.message())
                  .isEqualTo(
                      "is an adapter (names of %s): changes of another model's weights"
                          .formatted(layout)));
      LayerList list = model.describe(AnalyzeOptions.defaults());
      assertThat(list.layers()).isEmpty();
      assertThat(model.refusal()).isPresent();
      assertThat(list.skipped()).hasSize(tensors);
      assertThat(list.skipped())
          .extracting(SkippedTensor::detail)
          .filteredOn(detail -> detail.equals("adapter: a factor of a change, not a weight"))
          .hasSize(factors);
      assertThatThrownBy(() -> model.analyze(AnalyzeOptions.defaults()))
          .isInstanceOfSatisfying(
              ModelFormatException.class,
              e ->
                  assertThat(e.code() + " " + e.describe())
                      .isEqualTo(
                          "E_UNSUPPORTED "
                              + model.file().location()
                              + " is an adapter, which is not analyzed as a plain model: its tensors"
                              + " are factors of changes to another model's weights\n"
                              + "  try merging it into its base model and giving that, or describe for"
                              + " its tensors"));
    }
  }

  /// The weights of one factor can still be asked for by name.
  @ParameterizedTest
  @CsvSource({"chartransformer-lora, base_model.model.transformer.h.0.attn.q_proj.lora_A"})
  void aFactorCanBeReadByName(String path, String longname) {
    Path file = SharedFolder.require(getClass()).resolve("models").resolve(path);
    try (Model model = WeightWatcher.open(file)) {
      WeightMatrix matrix = model.weights(longname).getFirst();
      assertThat(matrix.rows()).isEqualTo(8);
      assertThat(matrix.columns()).isEqualTo(112);
    }
  }
}
