package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightwatcher.error.OptionException;
import org.weightwatcher.metric.Column;

/// Judge: the reference's header, and the declared groups.
class ColumnChoiceTest {
  private static final String REFERENCE =
      "layer_id,name,D,M,N,Q,alpha,alpha_weighted,entropy,has_esd,lambda_max,layer_type,"
          + "log_alpha_norm,log_norm,log_spectral_norm,longname,matrix_rank,norm,num_evals,"
          + "num_pl_spikes,rank_loss,rf,sigma,spectral_norm,stable_rank,status,sv_max,sv_min,"
          + "warning,weak_rank_loss,xmax,xmin";

  private static String labels(List<Column> columns) {
    return columns.stream().map(Column::label).collect(Collectors.joining(","));
  }

  @Test
  void theReferencesHeader() {
    Set<Column.Group> always =
        Set.of(Column.Group.LAYER, Column.Group.SPECTRUM, Column.Group.FIT, Column.Group.NORMS);
    List<Column> plain =
        ColumnChoice.referenceOrder().stream()
            .filter(column -> always.contains(column.group()))
            .toList();
    assertThat(labels(plain)).isEqualTo(REFERENCE);
  }

  @Test
  void groups() {
    assertThat(ColumnChoice.parse("all")).containsExactly(Column.values());
    assertThat(ColumnChoice.parse("reference"))
        .containsExactlyInAnyOrderElementsOf(ColumnChoice.referenceOrder())
        .isSorted();
    assertThat(ColumnChoice.standard())
        .containsExactlyElementsOf(
            Arrays.stream(Column.values())
                .filter(column -> column.group() != Column.Group.REQUEST)
                .toList());
  }

  @Test
  void namesInTheOrderGiven() {
    assertThat(ColumnChoice.parse("xmin, alpha,D"))
        .containsExactly(Column.XMIN, Column.ALPHA, Column.D);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alfa", "Alpha", "", "all "})
  void refuses(String name) {
    String everyName =
        Arrays.stream(Column.values()).map(Column::label).collect(Collectors.joining(", "));
    assertThatExceptionOfType(OptionException.class)
        .isThrownBy(() -> ColumnChoice.parse("D," + name))
        .satisfies(e -> {
          assertThat(e.getMessage())
              .isEqualTo("--columns: no column is called '%s'".formatted(name.strip()));
          assertThat(e.hint()).hasValue("one of: " + everyName);
        });
  }
}
