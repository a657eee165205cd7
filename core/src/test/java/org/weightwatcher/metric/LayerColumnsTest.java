package org.weightwatcher.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.testing.TinyLayers;

/// Judge: names of layers as libraries write them, and the shape of the tensor.
class LayerColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "layers.3.mlp.up_proj, 3, layers.*.mlp.up_proj",
    "transformer.h.11.attn.q_proj, 11, transformer.h.*.attn.q_proj",
    "module.layer1.0.conv1, 0, module.layer1.*.conv1",
    "a.2.b.5, 2, a.*.b.5",
    "7.weight_ih, 7, *.weight_ih",
    "blocks.12, 12, blocks.*",
    "a.999999999.b, 999999999, a.*.b",
    "a.1234567890.b, , a.1234567890.b",
    "layer1.conv2, , layer1.conv2",
    "lm_head, , lm_head"
  })
  void blocksAndGroups(String longname, Long block, String group) {
    Row row = LayerColumns.of(TinyLayers.dense(0, longname, 20, 10));
    OptionalLong expected = block == null ? OptionalLong.empty() : OptionalLong.of(block);
    assertThat(row.count(Column.BLOCK)).isEqualTo(expected);
    assertThat(row.text(Column.GROUP)).isEqualTo(group);
  }

  @Test
  void whatNeedsNoEigenvalue() {
    Row row = LayerColumns.of(TinyLayers.layer(4, "a.conv", LayerType.CONV2D, 8, 16, 3, 2));
    assertThat(row.count(Column.LAYER_ID)).hasValue(4);
    assertThat(row.text(Column.NAME)).isEqualTo("conv");
    assertThat(row.text(Column.LONGNAME)).isEqualTo("a.conv");
    assertThat(row.text(Column.LAYER_TYPE)).isEqualTo("conv2d");
    assertThat(row.count(Column.N)).hasValue(16);
    assertThat(row.count(Column.M)).hasValue(8);
    assertThat(row.count(Column.RF)).hasValue(6);
    assertThat(row.real(Column.Q)).isEqualTo(2);
    assertThat(row.count(Column.NUM_EVALS)).hasValue(48);
    assertThat(row.count(Column.NUM_PARAMS)).hasValue(768);
    assertThat(row.text(Column.SHAPE)).isEqualTo("8x16x3x2");
    assertThat(row.text(Column.DTYPE)).isEqualTo("f32");
    assertThat(row.text(Column.FILE)).isEqualTo("model.safetensors");
  }

  @Test
  void aFailedRowHasTheReason() {
    Row row = LayerMetrics.failed(TinyLayers.dense(1, "a", 20, 10), "because");
    assertThat(row.text(Column.STATUS)).isEqualTo("failed");
    assertThat(row.text(Column.VERDICT)).isEqualTo("failed");
    assertThat(row.text(Column.WARNING)).isEmpty();
    assertThat(row.text(Column.NOTES)).isEqualTo("because");
    assertThat(row.cell(Column.HAS_ESD)).contains(new Cell.Flag(false));
    assertThat(row.real(Column.ALPHA)).isNaN();
  }
}
