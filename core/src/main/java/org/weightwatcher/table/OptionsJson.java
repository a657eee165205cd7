package org.weightwatcher.table;

import java.util.Locale;
import java.util.OptionalInt;
import org.weightwatcher.options.AnalyzeOptions;
import org.weightwatcher.options.Channels;
import org.weightwatcher.options.Experts;
import org.weightwatcher.options.ExtraSettings;
import org.weightwatcher.options.FingerSettings;
import org.weightwatcher.options.FitKind;
import org.weightwatcher.options.FitSettings;
import org.weightwatcher.options.FixFingers;
import org.weightwatcher.options.LayerSettings;
import org.weightwatcher.options.MatrixSettings;
import org.weightwatcher.options.MpMethod;
import org.weightwatcher.options.PlPackage;
import org.weightwatcher.options.SpectrumSettings;
import org.weightwatcher.options.Xmax;
import tools.jackson.core.JsonGenerator;

/// The options of a run: every one that was not default, under its name on the command line, the
/// seed and the method.
final class OptionsJson {
  private OptionsJson() {}

  static void write(JsonGenerator json, ResultSettings settings) {
    AnalyzeOptions options = settings.options();
    AnalyzeOptions defaults = AnalyzeOptions.builder().compat(options.compat()).build();
    json.writeObjectPropertyStart("options");
    if (!options.layerSpecs().isEmpty()) {
      json.writeArrayPropertyStart("layers");
      options.layerSpecs().forEach(json::writeString);
      json.writeEndArray();
    }
    if (options.minEvals() != defaults.minEvals()) {
      json.writeNumberProperty("min_evals", options.minEvals());
    }
    changed(json, "max_evals", options.maxEvals(), defaults.maxEvals());
    changed(json, "max_n", options.maxN(), defaults.maxN());
    layers(json, options.layerSettings());
    spectrum(json, options.spectrum(), defaults.spectrum());
    matrices(json, options.matrices());
    changed(json, "start_ids", options.startIds(), defaults.startIds());
    fit(json, options.fit());
    extras(json, options.extras());
    if (options.compat().reference()) {
      json.writeStringProperty("compat", word(options.compat()));
    }
    if (options.keepEsd()) {
      json.writeBooleanProperty("esd", true);
    }
    json.writeNumberProperty("seed", options.extras().seed());
    json.writeStringProperty("svd_method", word(options.spectrum().svd()));
    settings
        .host()
        .ifPresent(host -> {
          json.writeNumberProperty("threads", host.threads());
          json.writeStringProperty("lapack", host.lapack());
        });
    json.writeEndObject();
  }

  private static void layers(JsonGenerator json, LayerSettings layers) {
    if (layers.experts() != Experts.SEPARATE) {
      json.writeStringProperty("experts", layers.experts().word());
    }
    flag(json, "split_fused", layers.splitFused());
    flag(json, "include_norms", layers.includeNorms());
  }

  private static void spectrum(
      JsonGenerator json, SpectrumSettings spectrum, SpectrumSettings usual) {
    if (!spectrum.convNorm()) {
      json.writeBooleanProperty("conv_norm", false);
    }
    if (!spectrum.pool()) {
      json.writeBooleanProperty("pool", false);
    }
    flag(json, "inverse", spectrum.inverse());
    flag(json, "glorot_fix", spectrum.glorotFix());
    if (spectrum.tolerance() != usual.tolerance()) {
      json.writeNumberProperty("tolerance", spectrum.tolerance());
    }
  }

  private static void matrices(JsonGenerator json, MatrixSettings matrices) {
    if (matrices.channels() != Channels.AUTO) {
      json.writeStringProperty("channels", matrices.channels().word());
    }
    flag(json, "fft", matrices.fft());
    flag(json, "conv_fft", matrices.convFft());
    flag(json, "intra", matrices.intra());
    if (!matrices.sparsify()) {
      json.writeBooleanProperty("sparsify", false);
    }
    flag(json, "stacked", matrices.stacked());
  }

  private static void extras(JsonGenerator json, ExtraSettings extras) {
    flag(json, "mp_fit", extras.mpFit());
    if (extras.mpMethod() != MpMethod.TRIM) {
      json.writeStringProperty("mp_method", word(extras.mpMethod()));
    }
    flag(json, "randomize", extras.randomize());
    changed(json, "random_replicas", extras.givenReplicas(), OptionalInt.empty());
    flag(json, "detx", extras.detx());
    flag(json, "vectors", extras.vectors());
    flag(json, "level_spacing", extras.levelSpacing());
  }

  private static void flag(JsonGenerator json, String name, boolean value) {
    if (value) {
      json.writeBooleanProperty(name, true);
    }
  }

  private static void fit(JsonGenerator json, FitSettings fit) {
    switch (fit.xmax()) {
      case Xmax.None() -> {}
      case Xmax.Force() -> json.writeStringProperty("xmax", "force");
      case Xmax.DropLargest(int count) -> json.writeNumberProperty("xmax", count);
    }
    if (fit.kind() != FitKind.PL) {
      json.writeStringProperty("fit", fit.kind().word());
    }
    if (fit.plPackage() != PlPackage.WW) {
      json.writeStringProperty("pl_package", fit.plPackage().word());
    }
    FingerSettings fingers = fit.fingers();
    if (fingers.rule() != FixFingers.NONE) {
      json.writeStringProperty("fix_fingers", fingers.rule().word());
    }
    if (fingers.givenXminMax() != null) {
      json.writeNumberProperty("xmin_max", fingers.givenXminMax().doubleValue());
    }
    if (fingers.givenMaxFingers() != null) {
      json.writeNumberProperty("max_fingers", fingers.maxFingers());
    }
    if (fingers.givenFingerThresh() != null) {
      json.writeNumberProperty("finger_thresh", fingers.fingerThresh());
    }
  }

  private static void changed(
      JsonGenerator json, String name, OptionalInt value, OptionalInt usual) {
    if (value.equals(usual)) {
      return;
    }
    if (value.isPresent()) {
      json.writeNumberProperty(name, value.getAsInt());
    } else {
      json.writeStringProperty(name, "none");
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
