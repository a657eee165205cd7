package org.weightwatcher.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightwatcher.analysis.LayerResult;
import org.weightwatcher.analysis.ProgressListener.Progress;
import org.weightwatcher.cli.terminal.Glyphs;
import org.weightwatcher.layer.Layer;
import org.weightwatcher.layer.LayerType;
import org.weightwatcher.layer.Makeup;
import org.weightwatcher.metric.Column;
import org.weightwatcher.metric.Row;
import org.weightwatcher.tensor.DType;
import org.weightwatcher.tensor.Shape;

class ProgressTest {
  private final StringWriter err = new StringWriter();
  private long now;

  private static Layer layer(String name) {
    return new Layer(
        1,
        name,
        name,
        LayerType.DENSE,
        name,
        "f",
        DType.F32,
        Shape.of(2048, 768),
        2048,
        768,
        List.of(),
        Makeup.Whole.SINGLE);
  }

  private static LayerResult result(String name) {
    return LayerResult.of(Row.builder().text(Column.LONGNAME, name).build());
  }

  private void at(Duration time) {
    now = time.toNanos();
  }

  @Test
  void lineTellsLayerShareAndTimeLeft() {
    ProgressText text = new ProgressText(Glyphs.UNICODE);
    text.started(layer("a"));
    text.started(layer("mlp.gate_proj"));
    text.finished(result("a"), new Progress(9, 28, 43, 100));
    assertThat(text.line(Duration.ofMillis(4300)))
        .isEqualTo("[ 9/28] mlp.gate_proj 2048×768  43 %  5.7 s left");
  }

  @Test
  void beforeTheFirstLayerIsDoneNothingIsGuessed() {
    ProgressText text = new ProgressText(Glyphs.ASCII);
    text.started(layer("a\u001b"));
    assertThat(text.line(Duration.ofSeconds(3))).isEqualTo("[...] a\\u001B 2048x768  0 %");
  }

  @Test
  void liveLineWaitsASecondAndIsErased() {
    LiveProgress live = new LiveProgress(new PrintWriter(err), Glyphs.UNICODE, 40, () -> now);
    live.started(layer("model.layers.0.mlp.gate_proj"));
    at(Duration.ofMillis(999));
    live.draw();
    assertThat(err.toString()).isEmpty();
    at(Duration.ofMillis(1001));
    live.draw();
    assertThat(err.toString()).startsWith("\r\u001b[K[…] model").hasSizeLessThanOrEqualTo(4 + 39);
    live.close();
    assertThat(err.toString()).endsWith("\r\u001b[K");
  }

  @Test
  void liveLineOfAShortRunIsNeverSeen() {
    LiveProgress live =
        new LiveProgress(new PrintWriter(err), Glyphs.UNICODE, 40, () -> now).start();
    live.started(layer("a"));
    live.finished(result("a"), new Progress(1, 1, 1, 1));
    live.close();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void plainLinesComeEveryTenthOrHalfMinute() {
    PlainProgress plain = new PlainProgress(new PrintWriter(err), Glyphs.UNICODE, () -> now);
    at(Duration.ofSeconds(1));
    plain.finished(result("a"), new Progress(1, 100, 5, 100));
    assertThat(err.toString()).isEmpty();
    plain.finished(result("b"), new Progress(2, 100, 35, 100));
    plain.finished(result("c"), new Progress(3, 100, 39, 100));
    assertThat(err.toString()).isEqualTo("[  2/100]  35 %  1.9 s left\n");
    at(Duration.ofSeconds(32));
    plain.finished(result("d"), new Progress(4, 100, 39, 100));
    assertThat(err.toString().lines()).hasSize(2);
    plain.close();
  }
}
